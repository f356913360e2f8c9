//! Places with their precision: how far two of them are apart, and how far they may be.

use crate::record::Where;

/// Mean radius of the earth in kilometres.
const EARTH: f64 = 6371.0;

/// Kilometres between two points given in degrees (haversine).
pub fn kilometres(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (from.0.to_radians(), to.0.to_radians());
    let half = |difference: f64| (difference / 2.0).sin().powi(2);
    let h = half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half((to.1 - from.1).to_radians());
    2.0 * EARTH * h.sqrt().min(1.0).asin()
}

/// How far from its point a place of this precision may have been, in kilometres; None where the point says nothing.
pub fn radius(precision: &str) -> Option<f64> {
    match precision {
        "exact" => Some(3.0),
        "near" => Some(25.0),
        "district" => Some(40.0),
        "province" => Some(120.0),
        "region" => Some(250.0),
        _ => None,
    }
}

/// The point of a place.
pub fn point(place: &Where) -> Option<(f64, f64)> {
    Some((place.lat?, place.lon?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yerevan_and_baku_are_some_450_kilometres_apart() {
        let distance = kilometres((40.18, 44.51), (40.41, 49.87));
        assert!((440.0..470.0).contains(&distance), "{distance}");
        assert!(kilometres((10.0, 10.0), (10.0, 10.0)) < 0.001);
        assert!((20_000.0..20_020.0).contains(&kilometres((0.0, 0.0), (0.0, 180.0))));
    }
}
