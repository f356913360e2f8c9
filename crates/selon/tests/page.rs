//! The page in a real browser, over a ledger made from the samples. Where there is no browser, each test says so and passes.

mod browser;
#[path = "browser/gestures.rs"]
mod gestures;
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

/// Three editions of one dispatch: what was first told, what the correction makes of it, and its withdrawal.
const EDITIONS: [&str; 3] = [
    "date 2023-06-06\n\nFifteen killed in shelling near Bunia\n\nBUNIA, June 6 (Lake Wire) - The Congolese army shelled rebel positions near Bunia on \
     Tuesday, killing 15 fighters, a military spokesman said.\n\nTwo soldiers were wounded in the fighting, he said.\n\nThe rebels did not comment.\n",
    "date 2023-06-07\n\nCORRECTED: Fifteen killed in shelling near Bunia\n\nBUNIA, June 7 (Lake Wire) - The Congolese army shelled rebel positions near Bunia on \
     Tuesday, killing 7 fighters <b>not 15</b>, a military spokesman said.\n\nThe rebels did not comment.\n",
    "date 2023-06-08\n\nWITHDRAWN: Fifteen killed in shelling near Bunia\n\nBUNIA, June 8 (Lake Wire) - The dispatch on the shelling near Bunia is withdrawn. \
     The military spokesman says that he was not quoted rightly.\n",
];

/// The program serving a ledger of the samples; it ends with the test.
struct Served {
    program: Child,
    url: String,
    folder: TempDir,
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
    let editions = EDITIONS.iter().enumerate().map(|(at, text)| {
        let path = folder.path().join(format!("bunia-{at}.txt"));
        std::fs::write(&path, text).expect("a dispatch");
        path
    });
    Command::cargo_bin("selon")
        .expect("the program")
        .args(["add", "--ledger"])
        .arg(&ledger)
        .args(support::sample_files())
        .arg(&markup)
        .args(editions)
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
    Served { program, url, folder }
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

/// What the editions of a dispatch changed: words and claims, in both languages, by day and by night, and no markup runs.
#[test]
fn a_corrected_dispatch_shows_what_changed() {
    let Some(browser) = Browser::start("a_corrected_dispatch_shows_what_changed") else {
        return;
    };
    let page = serve();
    browser.open(&page.url);
    let ids = {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("selon"));
        let told = command
            .args(["ledger", "editions", "--format", "json", "--ledger"])
            .arg(page.folder.path().join("ledger.sqlite"))
            .arg(page.folder.path().join("bunia-1.txt"))
            .output()
            .expect("the program runs");
        let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
        let list = told["editions"].as_array().expect("editions").clone();
        list.iter()
            .filter_map(|one| one["id"].as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids.len(), 3, "{ids:?}");
    browser.open(&format!("{}/dispatches/{}", page.url, ids[0]));
    browser.click(".warning a");
    assert_eq!(browser.value("document.activeElement.id"), "changes");
    assert_eq!(browser.text(".changes h2"), "What changed");
    assert_eq!(browser.count(".change"), 2);
    assert_eq!(
        browser.count(".change[open]"),
        1,
        "what this edition has no part in is folded"
    );
    let text = |selector: &str| {
        let found = browser.value(&format!(
            "[...document.querySelectorAll('{selector}')].map((one) => one.textContent)"
        ));
        found.to_string()
    };
    assert!(
        text(".change[open] .change-text del").contains("\"15\""),
        "{}",
        text(".change[open] .change-text del")
    );
    assert!(text(".change[open] .change-text ins").contains("7"));
    // Markup that came with the correction is text.
    assert!(text(".change[open] .change-text ins").contains("<b>not 15</b>"));
    assert_eq!(browser.count("main b, main script, main img"), 0);
    // The toll: from 15 to 7.
    assert!(
        text(".change[open] [data-change=changed] del").contains("15 killed"),
        "{}",
        text(".change[open] [data-change=changed]")
    );
    assert!(text(".change[open] [data-change=changed] ins").contains("7 killed"));
    assert!(
        browser.count(".change[open] [data-change=removed]") >= 1,
        "the wounded are told no more"
    );
    // Who cannot see it hears it.
    let heard = browser.value("getComputedStyle(document.querySelector('.changes del'), '::before').content");
    assert!(
        heard.as_str().is_some_and(|heard| heard.contains("removed:")),
        "{heard}"
    );
    browser.picture("editions");
    // The edition in the middle shows both steps; the claims lead to their dispatches.
    browser.open(&format!("{}/dispatches/{}", page.url, ids[1]));
    assert_eq!(browser.count(".change[open]"), 2);
    let wide = browser.value("document.documentElement.scrollWidth <= innerWidth");
    assert_eq!(wide, true);
    for scheme in ["light", "dark"] {
        browser.scheme(scheme);
        browser.open(&format!("{}/dispatches/{}", page.url, ids[1]));
        assert_eq!(browser.value(NAMELESS), serde_json::json!([]), "{scheme}: no name");
        assert_eq!(
            browser.value(FAINT),
            serde_json::json!([]),
            "{scheme}: too little contrast"
        );
        browser.value("(() => { document.querySelector('.changes').scrollIntoView(); return true; })()");
        browser.picture(&format!("editions-{scheme}"));
    }
    // Blind, the words are compared, and what the machine made of them is not shown.
    browser.open(&format!("{}/dispatches/{}?blind=1", page.url, ids[1]));
    assert!(browser.count(".change-text del") > 0);
    assert_eq!(browser.count(".change-claims"), 0);
    browser.click(".switches button[lang=fr]");
    browser.until("document.querySelector('.changes h2')?.innerText === 'Ce qui a changé'");
    browser.screen(390, 844);
    browser.open(&format!("{}/dispatches/{}", page.url, ids[0]));
    let wide = browser.value("document.documentElement.scrollWidth");
    assert!(wide.as_u64().is_some_and(|wide| wide <= 390), "{wide} pixels wide");
    browser.value("(() => { document.querySelector('.changes').scrollIntoView(); return true; })()");
    browser.picture("editions-phone");
    quiet(&browser);
}

/// Coded without the machine's coding in sight: from the list of passages to the agreement of two who code.
#[test]
fn two_code_blind_and_their_agreement_is_told() {
    let Some(browser) = Browser::start("two_code_blind_and_their_agreement_is_told") else {
        return;
    };
    let page = serve();
    let ledger = page.folder.path().join("ledger.sqlite");
    let selon = |arguments: &[&str]| {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("selon"));
        let done = command
            .arg("review")
            .args(arguments)
            .arg("--ledger")
            .arg(&ledger)
            .output()
            .expect("the program runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    browser.open(&format!("{}/review?blind=1", page.url));
    assert_eq!(browser.text("h1"), "To code blind");
    let waiting = browser.count(".blind-list > li");
    assert!(waiting > 10, "{waiting}");
    assert_eq!(
        browser.count("main .parties, main .claim-event, main .claim-toll, main .mark"),
        0,
        "no coding is told"
    );
    browser.picture("blind-queue");
    browser.press("n");
    browser.until("!document.querySelector('main[aria-busy]') && document.querySelector('.text mark.waiting')");
    assert_eq!(browser.count(".card, .text .is-trigger"), 0);
    let claim = browser.value("new URLSearchParams(location.search).get('claim')");
    let claim = claim.as_str().expect("a claim").to_owned();
    browser.press("+");
    browser.until("document.querySelector('form.edit')");
    browser.write("#edit-actors", "ARM.MIL");
    browser.picture("blind");
    browser.click("form.edit button[type=submit]");
    browser.until("document.querySelectorAll('.card').length === 1 && document.querySelector('.mark-blind')");
    let own = browser.value("document.querySelector('.card').dataset.claim");
    let log = selon(&["log", own.as_str().expect("a claim")]);
    assert!(log.contains("Ada") && log.contains("\"blind\":true"), "{log}");
    // The second codes the same words on the command line, and sees no more than the words.
    let queue = selon(&["queue", "--blind", "--author", "Ben", "--limit", "500"]);
    assert!(queue.contains(&claim), "{queue}");
    assert!(!queue.contains("ASSAULT") && !queue.contains(".MIL"), "{queue}");
    let queue = selon(&["queue", "--blind", "--author", "Ada", "--limit", "500"]);
    assert!(!queue.contains(&claim), "Ada coded it already:\n{queue}");
    selon(&["code", &claim, "type=ASSAULT", "actors=AZE.MIL", "--author", "Ben"]);
    let told = selon(&["agreement", "--people", "--blind"]);
    let line = |name: &str| {
        told.lines()
            .find(|line| line.starts_with(name))
            .unwrap_or_default()
            .to_owned()
    };
    assert!(line("actors").contains("1 units, Ada, Ben"), "{told}");
    // ARM.MIL and AZE.MIL, once each: 1 − 1 × 2 / 2 = 0.
    assert!(line("actors").contains("0.000"), "{told}");
    // The next passage tells nothing, she says; it is noted, and the one after it comes.
    browser.press("n");
    browser.until(&format!(
        "!document.querySelector('main[aria-busy]') && document.querySelector('.text mark.waiting') && !location.search.includes('{claim}')"
    ));
    let second = browser.value("new URLSearchParams(location.search).get('claim')");
    let second = second.as_str().expect("a claim").to_owned();
    browser.press("r");
    browser.until(&format!(
        "!document.querySelector('main[aria-busy]') && document.querySelector('.text mark.waiting') && !location.search.includes('{second}')"
    ));
    let log = selon(&["log", &second]);
    assert!(log.contains("reject") && log.contains("\"blind\":true"), "{log}");
    // At the passage after it she looks, and what she does from there is not blind.
    let next = browser.value("new URLSearchParams(location.search).get('claim')");
    browser.press("b");
    browser.until("!document.querySelector('main[aria-busy]') && !document.querySelector('mark.waiting') && document.querySelectorAll('.card').length > 1");
    browser.press("b");
    browser.until(
        "!document.querySelector('main[aria-busy]') && document.querySelector('.margin').innerText.includes('already')",
    );
    let queue = browser.promised("fetch('/api/queue/blind').then((answer) => answer.text())");
    assert!(
        !queue.to_string().contains(next.as_str().expect("a claim")),
        "what was seen is not offered again"
    );
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
        "/review?blind=1",
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
        for path in [
            "/",
            &format!("/incidents/{incident}"),
            "/review",
            "/review?blind=1",
            "/actors",
            "/export",
        ] {
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
