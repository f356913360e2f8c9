//! The point of a region: the mean of its places, weighted by population.

use crate::geonames::City;

/// A mean of points on the sphere, so that the date line does no harm.
#[derive(Default)]
pub struct Mean {
    sum: [f64; 3],
    population: u64,
}

impl Mean {
    pub fn add(&mut self, city: &City) {
        let (lat, lon) = (city.latitude.to_radians(), city.longitude.to_radians());
        // A place without a population still counts a little.
        let weight = f64::from(city.population.max(100));
        let point = [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()];
        for (sum, part) in self.sum.iter_mut().zip(point) {
            *sum += weight * part;
        }
        self.population += u64::from(city.population);
    }

    /// Latitude and longitude.
    pub fn point(&self) -> (f64, f64) {
        let [x, y, z] = self.sum;
        (z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees())
    }

    pub fn population(&self) -> u32 {
        u32::try_from(self.population).unwrap_or(u32::MAX)
    }
}
