//! What is done with a hand: the timeline brushed, the map moved, by mouse, keyboard and finger.

use super::browser::Browser;
use super::{incidents, quiet, serve};

const LEFT: char = '\u{e012}';
const RIGHT: char = '\u{e014}';
const SHIFT: char = '\u{e008}';
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// The days of the period in the address.
fn period(browser: &Browser) -> (String, String) {
    let day = |name: &str| {
        let found = browser.value(&format!("new URLSearchParams(location.search).get('{name}') ?? ''"));
        found.as_str().unwrap_or_default().to_owned()
    };
    (day("from"), day("to"))
}

/// Drags across the timeline from one part of its width to another.
fn brush(browser: &Browser, kind: &str, from: f64, to: f64) {
    let [left, top, width, height] = browser.area(".timeline .u-over");
    let at = |part: f64| (left + part * width, top + height / 2.0);
    browser.draw(kind, &[at(from), at((from + to) / 2.0), at(to)]);
}

/// What the list, the fields and the chips show is the period of the address.
fn shown(browser: &Browser) -> u64 {
    browser.until("document.querySelectorAll('.chip').length === 2 && !document.querySelector('main[aria-busy]')");
    let (from, to) = period(browser);
    assert!(from <= to, "{from} to {to}");
    assert_eq!(
        browser.value("document.querySelector('#filter-from').value"),
        from.as_str()
    );
    assert_eq!(browser.value("document.querySelector('#filter-to').value"), to.as_str());
    let expected = incidents(browser, &format!("?from={from}&to={to}")).len();
    assert_eq!(browser.count(".entry") as usize, expected.min(30), "{from} to {to}");
    browser.count(".entry")
}

#[test]
fn the_timeline_is_brushed_with_the_mouse() {
    let Some(browser) = Browser::start("the_timeline_is_brushed_with_the_mouse") else {
        return;
    };
    let page = serve();
    browser.open(&page.url);
    let all = browser.count(".entry");
    // A click is no period.
    brush(&browser, "mouse", 0.5, 0.5);
    assert_eq!(period(&browser), (String::new(), String::new()));
    brush(&browser, "mouse", 0.02, 0.6);
    browser.until("location.search.includes('from=') && location.search.includes('to=')");
    let early = shown(&browser);
    let (_, to) = period(&browser);
    // From right to left is a period too, and every one is a step back.
    browser.value("(() => { history.back(); return true; })()");
    browser.until("location.search === '' && document.querySelectorAll('.chip').length === 0 && !document.querySelector('main[aria-busy]')");
    brush(&browser, "mouse", 0.98, 0.62);
    browser.until("location.search.includes('from=')");
    let late = shown(&browser);
    assert!(
        to <= period(&browser).0,
        "the second begins where the first ended, or later"
    );
    assert!(
        early > 0 && late > 0 && early < all && late < all,
        "{early} and {late} of {all}"
    );
    quiet(&browser);
}

#[test]
fn the_timeline_is_brushed_with_the_keyboard() {
    let Some(browser) = Browser::start("the_timeline_is_brushed_with_the_keyboard") else {
        return;
    };
    let page = serve();
    browser.open(&page.url);
    let all = browser.count(".entry");
    browser.value("(() => { document.querySelector('#timeline-plot').focus({ focusVisible: true }); return true; })()");
    let said = "document.querySelector('#timeline-plot').getAttribute('aria-valuetext')";
    browser.press(&RIGHT.to_string());
    let one = browser.value(said);
    browser.press_with(SHIFT, RIGHT);
    browser.press_with(SHIFT, RIGHT);
    browser.press_with(SHIFT, LEFT);
    let two = browser.value(said);
    assert!(
        one.is_string() && two.as_str().is_some_and(|two| two.contains(" to ")),
        "{one}, {two}"
    );
    let wide = browser.value("document.querySelector('.timeline .u-select').getBoundingClientRect().width");
    assert!(wide.as_f64().is_some_and(|wide| wide > 4.0), "{wide} pixels are marked");
    browser.picture("timeline-keys");
    // Nothing is chosen before Enter.
    assert_eq!(period(&browser), (String::new(), String::new()));
    browser.press(ENTER);
    browser.until("location.search.includes('from=')");
    let some = shown(&browser);
    assert!(some > 0 && some < all, "{some} of {all}");
    // The keyboard is still there, and takes the period away again.
    assert_eq!(browser.value("document.activeElement.id"), "timeline-plot");
    browser.press(ESCAPE);
    browser.until("location.search === '' && document.querySelectorAll('.chip').length === 0");
    // The fields below take a period that is typed.
    browser.value("(() => { const field = document.querySelector('#filter-from'); field.value = '2021-11-16'; field.dispatchEvent(new Event('change')); return true; })()");
    browser.until("location.search === '?from=2021-11-16' && document.querySelectorAll('.chip').length === 1");
    quiet(&browser);
}

/// The marks of the map: left, top, how many incidents.
fn marks(browser: &Browser) -> Vec<(f64, f64, u64)> {
    let found = browser.value("JSON.parse(document.querySelector('.map canvas').dataset.marks)");
    let number = |one: &serde_json::Value, at: usize| one[at].as_f64().expect("a number");
    let list = found.as_array().expect("marks");
    list.iter()
        .map(|one| (number(one, 0), number(one, 1), one[2].as_u64().expect("a number")))
        .collect()
}

/// A mark of one incident that no border or button of the map covers.
fn lone_mark(browser: &Browser, width: f64, height: f64) -> (f64, f64, u64) {
    marks(browser)
        .into_iter()
        .find(|one| one.2 == 1 && (10.0..width - 60.0).contains(&one.0) && (10.0..height - 10.0).contains(&one.1))
        .expect("a mark of one incident")
}

fn scale(browser: &Browser) -> f64 {
    let found = browser.value("Number(document.querySelector('.map canvas').dataset.scale)");
    found.as_f64().expect("a scale")
}

fn close(a: f64, b: f64) -> bool {
    (a / b - 1.0).abs() < 0.01
}

#[test]
fn the_map_zooms_and_moves() {
    let Some(browser) = Browser::start("the_map_zooms_and_moves") else {
        return;
    };
    let page = serve();
    browser.open(&page.url);
    let [left, top, width, height] = browser.area(".map canvas");
    let middle = (left + width / 2.0, top + height / 2.0);
    let (whole, first) = (scale(&browser), marks(&browser));
    browser.click(".map-buttons button:nth-child(1)");
    assert!(close(scale(&browser), whole * 1.6), "{} of {whole}", scale(&browser));
    browser.click(".map-buttons button:nth-child(2)");
    assert!(close(scale(&browser), whole));
    // The wheel zooms the map and does not move the page.
    let before = browser.value("scrollY");
    browser.wheel(middle, -200);
    browser.until(&format!(
        "Number(document.querySelector('.map canvas').dataset.scale) > {}",
        whole * 1.3
    ));
    assert_eq!(browser.value("scrollY"), before);
    browser.click(".map-buttons button:nth-child(3)");
    assert!(close(scale(&browser), whole));
    assert_eq!(marks(&browser), first, "all is as it was");
    // Dragged, it moves with the hand, and no incident opens.
    let lowest = |marks: &[(f64, f64, u64)]| marks.iter().map(|one| one.0).fold(f64::MAX, f64::min);
    browser.draw(
        "mouse",
        &[middle, (middle.0 + 30.0, middle.1), (middle.0 + 60.0, middle.1)],
    );
    let moved = lowest(&marks(&browser)) - lowest(&first);
    assert!((moved - 60.0).abs() < 6.0, "{moved} pixels");
    assert_eq!(browser.value("location.pathname"), "/");
    // The same by the keyboard.
    browser.value("(() => { document.querySelector('.map canvas').focus(); return true; })()");
    browser.press("0");
    assert_eq!(marks(&browser), first);
    browser.press("+");
    assert!(close(scale(&browser), whole * 1.6));
    browser.press("-");
    browser.press(&RIGHT.to_string());
    let moved = lowest(&marks(&browser)) - lowest(&first);
    assert!((moved + 40.0).abs() < 6.0, "{moved} pixels");
    quiet(&browser);
}

#[test]
fn marks_of_the_map_open_what_they_stand_for() {
    let Some(browser) = Browser::start("marks_of_the_map_open_what_they_stand_for") else {
        return;
    };
    let page = serve();
    browser.open(&page.url);
    let area = || browser.area(".map canvas");
    let place = |mark: (f64, f64, u64)| {
        let [left, top, _, _] = area();
        (left + mark.0, top + mark.1)
    };
    // Click by click a mark of many is parted, until it stands for incidents of one place: those are listed with their links.
    let many = |browser: &Browser| marks(browser).into_iter().max_by_key(|one| one.2).expect("a mark");
    let first = many(&browser);
    assert!(first.2 > 1, "no mark of several incidents: {:?}", marks(&browser));
    let mut listed = false;
    for _ in 0..12 {
        let (mark, before) = (many(&browser), scale(&browser));
        browser.tap("mouse", place(mark));
        if browser.count(".map-tip.pinned a") > 0 {
            assert_eq!(browser.count(".map-tip.pinned a"), mark.2);
            listed = true;
            break;
        }
        assert!(scale(&browser) > before, "a click on {mark:?} did nothing");
        if many(&browser).2 == 1 {
            break;
        }
    }
    assert!(listed, "no incidents of one place in {:?}", marks(&browser));
    browser.picture("map-list");
    // It stays when the mouse goes on, to be read and clicked.
    let [left, top, _, _] = area();
    browser.hover((left + 5.0, top + 5.0));
    assert!(browser.count(".map-tip.pinned a") > 1);
    browser.click(".map-tip.pinned a");
    browser.until("location.pathname.startsWith('/incidents/') && document.querySelector('.incident-head')");
    // A mark of one opens its incident.
    browser.open(&page.url);
    let [_, _, width, height] = area();
    browser.tap("mouse", place(lone_mark(&browser, width, height)));
    browser.until("location.pathname.startsWith('/incidents/') && document.querySelector('.incident-head')");
    quiet(&browser);
}

#[test]
fn a_finger_does_on_a_phone_what_the_mouse_does() {
    let Some(browser) = Browser::start("a_finger_does_on_a_phone_what_the_mouse_does") else {
        return;
    };
    let page = serve();
    browser.phone();
    browser.open(&page.url);
    assert!(
        browser
            .value("document.documentElement.scrollWidth")
            .as_u64()
            .is_some_and(|wide| wide <= 390)
    );
    // What is tapped is large enough for a finger (WCAG 2.2, 2.5.8), or part of a line of text.
    let small = browser.value(
        "[...document.querySelectorAll('button, select, input, summary, .masthead nav a')].filter((one) => { const box = one.getBoundingClientRect(); \
         return one.checkVisibility() && box.width > 0 && (box.width < 24 || box.height < 24) && !one.closest('.hidden, .skip, label, p'); }).map((one) => one.outerHTML.slice(0, 90))",
    );
    assert_eq!(small, serde_json::json!([]), "too small for a finger");
    // Two fingers part: the map comes nearer, the page stays as it is.
    let [left, top, width, height] = browser.area(".map canvas");
    let (x, y) = (left + width / 2.0, top + height / 2.0);
    let whole = scale(&browser);
    browser.pinch(
        &[(x - 20.0, y), (x - 45.0, y), (x - 70.0, y)],
        &[(x + 20.0, y), (x + 45.0, y), (x + 70.0, y)],
    );
    assert!(scale(&browser) > whole * 2.0, "{} of {whole}", scale(&browser));
    assert_eq!(browser.value("visualViewport.scale"), 1);
    assert_eq!(browser.value("location.pathname"), "/", "lifting a finger is no tap");
    browser.click(".map-buttons button:nth-child(3)");
    assert!(close(scale(&browser), whole));
    // One finger moves it sideways.
    let lowest = |marks: &[(f64, f64, u64)]| marks.iter().map(|one| one.0).fold(f64::MAX, f64::min);
    let first = marks(&browser);
    browser.draw("touch", &[(x, y), (x + 20.0, y), (x + 50.0, y)]);
    assert!(
        lowest(&marks(&browser)) > lowest(&first) + 20.0,
        "{:?}",
        marks(&browser)
    );
    browser.click(".map-buttons button:nth-child(3)");
    // The first tap tells what a mark is, the second opens it.
    let [left, top, width, height] = browser.area(".map canvas");
    let single = lone_mark(&browser, width, height);
    let place = (left + single.0, top + single.1);
    browser.tap("touch", place);
    browser.until("!document.querySelector('.map-tip').hidden");
    assert_eq!(browser.value("location.pathname"), "/");
    browser.picture("phone-map");
    browser.tap("touch", place);
    browser.until("location.pathname.startsWith('/incidents/') && document.querySelector('.incident-head')");
    quiet(&browser);
}

#[test]
fn a_finger_brushes_the_timeline() {
    let Some(browser) = Browser::start("a_finger_brushes_the_timeline") else {
        return;
    };
    let page = serve();
    browser.phone();
    browser.open(&page.url);
    let all = browser.count(".entry");
    brush(&browser, "touch", 0.05, 0.7);
    browser.until("location.search.includes('from=')");
    let some = shown(&browser);
    assert!(some > 0 && some < all, "{some} of {all}");
    quiet(&browser);
}
