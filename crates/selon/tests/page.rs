//! The page in a real browser, over a ledger made from the samples. Where there is no browser, each test says so and passes.

mod browser;
mod support;

use assert_cmd::Command;
use browser::Browser;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use tempfile::TempDir;

/// A dispatch with markup in every place that the page shows.
const MARKUP: &str = "date 2023-05-03\n\n<b>Two killed</b> <img src=x onerror=\"document.title='run'\"> as army shells Goma\n\n\
GOMA, May 3 (<i>Lake</i> Wire) - The Congolese army shelled rebel positions near Goma on Wednesday, killing two \
<script>document.title = 'run'</script> fighters, the government said.\n\nThe rebels said \"<a href='javascript:alert(1)'>three soldiers</a>\" \
were killed in the attack near Goma on Wednesday.\n";

/// The program serving a ledger of the samples; it ends with the test.
struct Served {
    program: Child,
    url: String,
    _folder: TempDir,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn serve() -> Served {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = folder.path().join("ledger.sqlite");
    let markup = folder.path().join("markup.txt");
    std::fs::write(&markup, MARKUP).expect("a dispatch");
    Command::cargo_bin("selon")
        .expect("the program")
        .args(["add", "--ledger"])
        .arg(&ledger)
        .args(support::sample_files())
        .arg(&markup)
        .assert()
        .success();
    let mut program = std::process::Command::new(assert_cmd::cargo::cargo_bin("selon"))
        .args(["serve", "--port", "0", "--author", "Ada", "--ledger"])
        .arg(&ledger)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program serves");
    let mut said = BufReader::new(program.stdout.take().expect("its output"));
    let mut url = String::new();
    said.read_line(&mut url).expect("its address");
    let url = url.trim().trim_end_matches('/').to_owned();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    Served {
        program,
        url,
        _folder: folder,
    }
}

/// The ids of the incidents of a filter, by the page's own interface.
fn incidents(browser: &Browser, query: &str) -> Vec<String> {
    let found = browser.promised(&format!(
        "fetch('/api/incidents{query}').then((answer) => answer.json()).then((list) => list.items.map((one) => one.id))"
    ));
    let ids = found.as_array().unwrap_or_else(|| panic!("{query}: {found}"));
    ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect()
}

/// The incident that Yerevan and Baku both tell.
fn karabakh(browser: &Browser) -> String {
    let ids = incidents(browser, "?side=ARM&disputed=true&order=origins");
    ids.first().expect("a disputed incident with Armenia").clone()
}

fn quiet(browser: &Browser) {
    let complaints = browser.complaints();
    assert!(
        complaints.is_empty(),
        "the browser complains:\n{}",
        complaints.join("\n")
    );
}

#[test]
fn list_filter_incident_versions_dispute_and_words() {
    let Some(browser) = Browser::start("list_filter_incident_versions_dispute_and_words") else {
        return;
    };
    let page = serve();
    browser.open(&page.url);
    let all = browser.count(".entry");
    assert!(all >= 10, "{all} incidents");
    assert!(browser.count(".timeline canvas") == 1 && browser.count(".map canvas") == 1);
    browser.picture("incidents");

    // The filters stand in the address, and the address alone brings them back.
    browser.click("#filter-disputed");
    browser.until("location.search === '?disputed=true' && document.querySelectorAll('.chip').length === 1");
    let disputed = browser.count(".entry");
    assert!(disputed > 0 && disputed < all, "{disputed} of {all}");
    assert_eq!(browser.count(".entry"), browser.count(".entry .disputed"));
    browser.write("#filter-q", "Yerevan\u{e007}");
    browser.until("location.search === '?q=Yerevan&disputed=true' && document.querySelectorAll('.chip').length === 2");
    assert_eq!(browser.count(".entry"), 1);
    let address = browser.value("location.href");
    browser.open(&format!("{}/actors", page.url));
    browser.open(address.as_str().expect("an address"));
    assert_eq!(browser.count(".entry"), 1);
    assert_eq!(browser.value("document.querySelector('#filter-q').value"), "Yerevan");

    // One incident, two versions, and what they dispute.
    browser.click(".entry h2 a");
    browser.until("document.querySelector('.columns')");
    browser.picture("incident");
    let heads = browser.text(".columns-head");
    for side in ["Armenia", "Yerevan", "Azerbaijan", "Baku"] {
        assert!(heads.contains(side), "{heads}");
    }
    assert!(browser.count(".dispute") >= 1);
    assert_eq!(browser.count(".dispute:first-of-type blockquote"), 2);
    assert!(browser.text(".tolls").contains("15"), "{}", browser.text(".tolls"));
    assert!(browser.text(".claim .chain").contains('\u{203a}') || browser.count(".claim .chain li") > 1);

    // A claim leads to its dispatch, at its words.
    let claim = browser.value("new URL(document.querySelector('.claim-words a').href).searchParams.get('claim')");
    browser.click(".claim-words a");
    browser.until("location.pathname.startsWith('/dispatches/') && document.querySelector('.card.now')");
    assert_eq!(
        browser.value("document.querySelector('.card.now').dataset.claim"),
        claim
    );
    assert!(browser.count(".text .is-trigger") >= 1 && browser.count(".text .is-doer, .text .is-receiver") >= 1);
    browser.until("(() => { const box = document.querySelector('.is-trigger').getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; })()");
    browser.picture("dispatch");
    quiet(&browser);
}

#[test]
fn a_claim_is_judged_corrected_and_taken_back() {
    let Some(browser) = Browser::start("a_claim_is_judged_corrected_and_taken_back") else {
        return;
    };
    let page = serve();
    browser.open(&format!("{}/review", page.url));
    browser.picture("review");
    let waiting = browser.count(".queue-list > li");
    assert!(waiting > 10, "{waiting}");
    // The first of the queue, by the keyboard alone.
    browser.press("n");
    browser.until("location.pathname.startsWith('/dispatches/') && document.querySelector('.card.now')");
    let now = "document.querySelector('.card.now')";
    let first = browser.value(&format!("{now}.dataset.claim"));
    let card = format!("document.querySelector('[data-claim={first}]')");

    browser.press("a");
    browser.until(&format!("{card}.querySelector('.mark-accepted')"));
    browser.press("u");
    browser.until(&format!(
        "!{card}.querySelector('.mark-accepted') && {now}.dataset.claim === {first}"
    ));
    browser.press("r");
    browser.until(&format!("{card}.classList.contains('gone')"));
    browser.press("u");
    browser.until(&format!("!{card}.classList.contains('gone')"));

    // Corrected in place: another status, another actor, a toll more.
    let before = browser.value(&format!("{now}.querySelector('.card-parties').innerText"));
    browser.press("e");
    browser.until("document.querySelector('form.edit #edit-status') === document.activeElement || document.querySelector('form.edit')");
    browser.value("(() => { document.querySelector('#edit-status').value = 'planned'; const event = document.querySelector('#edit-event'); event.value = 'threaten'; event.dispatchEvent(new Event('change')); return true; })()");
    browser.write("#edit-actors", "GEO.MIL, TUR.GOV");
    browser.picture("correction");
    browser.click("form.edit button[type=submit]");
    browser.until(&format!("{card}.querySelector('.mark-corrected') && {card}.innerText.includes('Georgian army') === false && {card}.innerText.includes('Georgian military')"));
    assert!(browser.text(".card.now").contains("planned") && browser.text(".card.now").contains("Threat"));
    browser.press("u");
    browser.until(&format!("!{card}.querySelector('.mark-corrected')"));
    assert_eq!(
        browser.value(&format!("{card}.querySelector('.card-parties').innerText")),
        before
    );

    // A claim that is missing: words are selected in the text.
    let claims = browser.count(".card");
    browser.value(
        "(() => { const text = [...document.querySelectorAll('.text p:not(.text-aside):not(.text-headline)')].at(-1); const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT); const node = walk.nextNode(); getSelection().setBaseAndExtent(node, 0, node, Math.min(12, node.length)); return true; })()",
    );
    browser.until("!document.querySelector('.adder').hidden");
    browser.press("+");
    browser.until("document.querySelector('form.edit')");
    browser.write("#edit-actors", "UNK.REB");
    browser.click("form.edit button[type=submit]");
    browser.until(&format!("document.querySelectorAll('.card').length === {}", claims + 1));
    browser.press("u");
    browser.until(&format!("document.querySelectorAll('.card').length === {claims}"));
    quiet(&browser);
}

#[test]
fn exports_hold_what_the_filter_shows() {
    let Some(browser) = Browser::start("exports_hold_what_the_filter_shows") else {
        return;
    };
    let page = serve();
    browser.open(&format!("{}/export?q=Yerevan&disputed=true", page.url));
    assert_eq!(browser.count(".formats a[download]"), 3);
    let file = |format: &str| {
        let got = browser.promised(&format!(
            "fetch(document.querySelector('a[href*=\"format={format}\"]').href).then((answer) => answer.text())"
        ));
        got.as_str().expect("a file").to_owned()
    };
    let lines = file("jsonl");
    assert_eq!(lines.lines().count(), 1);
    let incident: serde_json::Value = serde_json::from_str(&lines).expect("JSON");
    assert!(
        incident["versions"]
            .as_array()
            .is_some_and(|versions| versions.len() >= 2)
    );
    let table = file("csv");
    assert!(
        table.lines().count() > 10 && table.starts_with("incident,claim,"),
        "{table}"
    );
    let map: serde_json::Value = serde_json::from_str(&file("geojson")).expect("JSON");
    assert_eq!(map["type"], "FeatureCollection");
    browser.open(&format!("{}/export", page.url));
    let map: serde_json::Value = serde_json::from_str(&file("geojson")).expect("JSON");
    assert!(map["features"].as_array().is_some_and(|features| features.len() >= 5));
    quiet(&browser);
}

#[test]
fn markup_in_a_dispatch_is_text() {
    let Some(browser) = Browser::start("markup_in_a_dispatch_is_text") else {
        return;
    };
    let page = serve();
    browser.open(&format!("{}/?q=Goma", page.url));
    let ids = incidents(&browser, "?q=Goma");
    let id = ids.first().expect("an incident of the dispatch with markup");
    browser.open(&format!("{}/incidents/{id}", page.url));
    assert!(
        browser.text("main").contains("<b>Two killed</b>") || browser.text("main").contains("<script>"),
        "{}",
        browser.text("main")
    );
    browser.click(".origins a, .claim-words a");
    browser.until("document.querySelector('.text')");
    assert!(browser.text(".text").contains("<img src=x onerror="));
    assert_eq!(
        browser.count("main img, main script, main b, main i, main a[href^=javascript]"),
        0
    );
    assert_ne!(browser.value("document.title"), "run");
    quiet(&browser);
}

/// On a phone nothing is wider than the screen, and the claim under review is in sight.
#[test]
fn a_phone_shows_every_page() {
    let Some(browser) = Browser::start("a_phone_shows_every_page") else {
        return;
    };
    let page = serve();
    browser.screen(390, 844);
    browser.open(&page.url);
    let incident = karabakh(&browser);
    browser.open(&format!("{}/incidents/{incident}", page.url));
    browser.until("document.querySelector('.claim-words a')");
    let dispatch = browser.value("document.querySelector('.claim-words a').getAttribute('href')");
    let dispatch = dispatch.as_str().expect("a dispatch").to_owned();
    for path in [
        "/",
        &format!("/incidents/{incident}"),
        &dispatch,
        "/review",
        "/actors",
        "/export",
    ] {
        browser.open(&format!("{}{path}", page.url));
        let wide = browser.value("document.documentElement.scrollWidth");
        assert!(
            wide.as_u64().is_some_and(|wide| wide <= 390),
            "{path}: {wide} pixels wide"
        );
        browser.picture(&format!(
            "phone{}",
            path.split('?').next().unwrap_or_default().replace('/', "-")
        ));
    }
    browser.open(&format!("{}{dispatch}", page.url));
    browser.until("(() => { const box = document.querySelector('.card.now').getBoundingClientRect(); return box.top < innerHeight - 60 && box.bottom > 0; })()");
    browser.click(".card.now .buttons .primary");
    browser.until("document.querySelector('.status.shown')");
    quiet(&browser);
}

/// Whatever can be used has a name, and whatever is read stands out from its ground, in both languages, by day and by night.
#[test]
fn every_page_has_names_and_contrast() {
    let Some(browser) = Browser::start("every_page_has_names_and_contrast") else {
        return;
    };
    let page = serve();
    browser.open(&page.url);
    let incident = karabakh(&browser);
    for scheme in ["light", "dark"] {
        browser.scheme(scheme);
        for path in ["/", &format!("/incidents/{incident}"), "/review", "/actors", "/export"] {
            browser.open(&format!("{}{path}", page.url));
            let nameless = browser.value(NAMELESS);
            assert_eq!(nameless, serde_json::json!([]), "{scheme} {path}: no name");
            let faint = browser.value(FAINT);
            assert_eq!(faint, serde_json::json!([]), "{scheme} {path}: too little contrast");
            assert_eq!(browser.count("h1"), 1, "{path}: one heading of the first order");
        }
    }
    // The other language is kept, and no word is missing in it.
    browser.click(".switches button[lang=fr]");
    browser.until(
        "document.documentElement.lang === 'fr' && document.querySelector('nav').innerText.includes('Relecture')",
    );
    for path in ["/", &format!("/incidents/{incident}"), "/review", "/actors", "/export"] {
        browser.open(&format!("{}{path}", page.url));
        assert_eq!(browser.value("document.documentElement.lang"), "fr");
        let wide = browser.text("main").to_lowercase();
        for english in ["according to", "killed", "dispatches", "not reviewed", "incidents with"] {
            let told = browser.value(&format!(
                "[...document.querySelectorAll('main *')].filter((one) => one.children.length === 0 && !one.closest('[lang=en], .quotation, .standfirst, .text, .origins, .reasons') && one.textContent.toLowerCase().includes('{english}')).map((one) => one.textContent)"
            ));
            assert_eq!(
                told,
                serde_json::json!([]),
                "{path}: “{english}” in the French page:\n{wide}"
            );
        }
        browser.picture(&format!("fr{}", path.replace('/', "-")));
    }
    quiet(&browser);
}

/// Controls without a name that a screen reader could speak.
const NAMELESS: &str = "[...document.querySelectorAll('a, button, input, select, textarea, summary, [role=img]')].filter((one) => { \
    const label = one.labels && [...one.labels].map((label) => label.textContent).join(''); \
    return !((one.getAttribute('aria-label') || one.textContent || one.title || label || '').trim()); }).map((one) => one.outerHTML)";

/// Words that differ from their ground by less than 4.5 to 1 (WCAG 2.2, AA), or 3 to 1 where they are large.
const FAINT: &str = "(() => { \
    const channel = (value) => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; }; \
    const parts = (text) => { const found = text.match(/[\\d.]+/g); return found ? found.map(Number) : null; }; \
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); \
    const ground = (element) => { for (let one = element; one; one = one.parentElement) { const colour = parts(getComputedStyle(one).backgroundColor); \
        if (colour && (colour.length === 3 || colour[3] === 1)) return colour; } return [255, 255, 255]; }; \
    const found = []; \
    for (const element of document.querySelectorAll('body *')) { \
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()); \
        if (!own || element.closest('.hidden, [hidden], [aria-hidden=true], option, .skip, .status, .claim-split, td.none, noscript') || !element.checkVisibility()) continue; \
        const style = getComputedStyle(element); const front = parts(style.color); if (!front) continue; \
        const [high, low] = [light(front), light(ground(element))].sort((a, b) => b - a); const ratio = (high + 0.05) / (low + 0.05); \
        const large = parseFloat(style.fontSize) >= 24; \
        if (ratio < (large ? 3 : 4.5)) found.push(element.className + ': ' + element.textContent.trim().slice(0, 30) + ' ' + ratio.toFixed(2)); \
    } return found; })()";
