//! A headless browser for the tests of the page: a small client of WebDriver, over plain HTTP to a driver on this machine.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a page may take to show what a test waits for. A failing test waits that long, a passing one does not.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser with one window. It ends with its test.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// Kept open: a driver that cannot write ends.
    _said: BufReader<ChildStdout>,
    _profile: TempDir,
}

/// The first of these programs that is there.
fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(given) = std::env::var_os(variable) {
        return Some(given.into());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

impl Browser {
    /// Starts one; None, and a line on stderr that says so, where there is none.
    pub fn start(test: &str) -> Option<Browser> {
        let driver = program("SELON_CHROMEDRIVER", &["chromedriver"]);
        let chromium = program("SELON_CHROMIUM", &["chromium", "chromium-browser", "google-chrome"]);
        let (Some(driver), Some(chromium)) = (driver, chromium) else {
            // Not by `eprintln!`: the words of a test that passes are kept back.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED {test}: no Chromium with its driver here. Debian: apt-get install chromium chromium-driver; \
                 elsewhere name them in SELON_CHROMIUM and SELON_CHROMEDRIVER"
            );
            return None;
        };
        let profile = tempfile::tempdir().expect("a folder for the browser");
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver starts");
        let mut said = BufReader::new(driver.stdout.take().expect("its output"));
        let port = said
            .by_ref()
            .lines()
            .map_while(Result::ok)
            // It first names the port asked for, which is none.
            .filter(|line| line.contains("started successfully"))
            .find_map(|line| line.split("on port ").nth(1)?.trim_end_matches('.').parse().ok())
            .expect("the driver names its port");
        let mut browser = Browser {
            driver,
            port,
            session: String::new(),
            _said: said,
            _profile: profile,
        };
        let data = format!("--user-data-dir={}", browser._profile.path().display());
        let flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--lang=en",
            "--window-size=1280,900",
            &data,
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "binary": chromium, "args": flags, "prefs": { "intl.accept_languages": "en" } },
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        let session = browser.ask("POST", "/session", Some(&wanted));
        browser.session = session["sessionId"].as_str().expect("a session").to_owned();
        Some(browser)
    }

    /// Asks the driver; panics with its words where it refuses.
    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        self.try_ask(method, path, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    fn try_ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(|error| error.to_string())?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .map_err(|error| error.to_string())?;
        let answer = answer(stream)?;
        let value: Value = serde_json::from_slice(&answer).map_err(|error| error.to_string())?;
        match value["value"]["error"].as_str() {
            Some(error) => Err(format!(
                "{error}: {}",
                value["value"]["message"].as_str().unwrap_or_default()
            )),
            None => Ok(value["value"].clone()),
        }
    }

    fn at(&self, rest: &str) -> String {
        format!("/session/{}{rest}", self.session)
    }

    /// Opens an address.
    pub fn open(&self, url: &str) {
        self.ask("POST", &self.at("/url"), Some(&json!({ "url": url })));
        self.until("!document.querySelector('main[aria-busy]') && document.querySelector('main > *') !== null");
    }

    /// What an expression of JavaScript gives on the page.
    pub fn value(&self, expression: &str) -> Value {
        let script = format!("return ({expression});");
        self.ask(
            "POST",
            &self.at("/execute/sync"),
            Some(&json!({ "script": script, "args": [] })),
        )
    }

    /// What a promise gives on the page.
    pub fn promised(&self, expression: &str) -> Value {
        let script =
            format!("const done = arguments[0]; ({expression}).then(done, (error) => done('failed: ' + error));");
        self.ask(
            "POST",
            &self.at("/execute/async"),
            Some(&json!({ "script": script, "args": [] })),
        )
    }

    /// Waits until an expression is true.
    pub fn until(&self, expression: &str) {
        let begin = Instant::now();
        let script = format!("try {{ return Boolean({expression}); }} catch (error) {{ return String(error); }}");
        let mut last = Value::Null;
        while begin.elapsed() < PATIENCE {
            let request = json!({ "script": script, "args": [] });
            last = self
                .try_ask("POST", &self.at("/execute/sync"), Some(&request))
                .unwrap_or_else(Value::String);
            if last == true {
                return;
            }
            std::thread::sleep(Duration::from_millis(40));
        }
        panic!(
            "waited in vain for {expression} (last: {last}); the page says:\n{}",
            self.text("body")
        );
    }

    /// The text of the first element that a selector finds; empty when there is none.
    pub fn text(&self, selector: &str) -> String {
        let found = self.value(&format!("document.querySelector({})?.innerText ?? ''", json!(selector)));
        found.as_str().unwrap_or_default().to_owned()
    }

    /// How many elements a selector finds.
    pub fn count(&self, selector: &str) -> u64 {
        let found = self.value(&format!("document.querySelectorAll({}).length", json!(selector)));
        found.as_u64().unwrap_or_default()
    }

    fn element(&self, selector: &str) -> String {
        self.until(&format!("document.querySelector({})", json!(selector)));
        let found = self.ask(
            "POST",
            &self.at("/element"),
            Some(&json!({ "using": "css selector", "value": selector })),
        );
        let id = found
            .as_object()
            .and_then(|object| object.values().next())
            .and_then(Value::as_str);
        id.expect("an element").to_owned()
    }

    /// Clicks as a person does: what is covered or out of sight refuses.
    pub fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.ask("POST", &self.at(&format!("/element/{element}/click")), Some(&json!({})));
    }

    /// Types into a field.
    pub fn write(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.ask("POST", &self.at(&format!("/element/{element}/clear")), Some(&json!({})));
        self.ask(
            "POST",
            &self.at(&format!("/element/{element}/value")),
            Some(&json!({ "text": text })),
        );
    }

    /// Presses keys on the page, one after the other. Special keys are those of WebDriver (`\u{e007}` is Enter).
    pub fn press(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            [
                json!({ "type": "keyDown", "value": key }),
                json!({ "type": "keyUp", "value": key }),
            ]
        });
        let actions =
            json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes.collect::<Vec<_>>() }] });
        self.ask("POST", &self.at("/actions"), Some(&actions));
    }

    /// Presses a key while another is held down.
    pub fn press_with(&self, held: char, key: char) {
        let strokes = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)];
        let strokes = strokes.map(|(kind, key)| json!({ "type": kind, "value": key }));
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        self.ask("POST", &self.at("/actions"), Some(&actions));
    }

    /// Where an element stands in the window: left, top, width, height. It is brought into sight first.
    pub fn area(&self, selector: &str) -> [f64; 4] {
        self.until(&format!("document.querySelector({})", json!(selector)));
        let found = self.value(&format!(
            "(() => {{ const one = document.querySelector({}); one.scrollIntoView({{ block: 'center' }}); const box = one.getBoundingClientRect(); \
             return [box.left, box.top, box.width, box.height]; }})()",
            json!(selector)
        ));
        let numbers: Vec<f64> = found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_f64)
            .collect();
        numbers.try_into().expect("an area")
    }

    /// Draws a pointer (`mouse` or `touch`) along these places of the window: pressed at the first, lifted at the last.
    pub fn draw(&self, kind: &str, places: &[(f64, f64)]) {
        self.pointers(kind, &[places]);
    }

    /// Moves the mouse there, without a button.
    pub fn hover(&self, (x, y): (f64, f64)) {
        let steps = [moved((x, y), 0)];
        let actions = json!({ "actions": [{ "type": "pointer", "id": "mouse 0", "parameters": { "pointerType": "mouse" }, "actions": steps }] });
        self.ask("POST", &self.at("/actions"), Some(&actions));
    }

    /// Presses and lifts in one place.
    pub fn tap(&self, kind: &str, place: (f64, f64)) {
        self.draw(kind, &[place]);
    }

    /// Two fingers, each along its places at the same time.
    pub fn pinch(&self, one: &[(f64, f64)], other: &[(f64, f64)]) {
        self.pointers("touch", &[one, other]);
    }

    fn pointers(&self, kind: &str, paths: &[&[(f64, f64)]]) {
        let sources = paths.iter().enumerate().map(|(at, places)| {
            let mut steps = Vec::new();
            for (index, place) in places.iter().enumerate() {
                steps.push(moved(*place, if index == 0 { 0 } else { 60 }));
                if index == 0 {
                    steps.push(json!({ "type": "pointerDown", "button": 0 }));
                }
            }
            steps.push(json!({ "type": "pointerUp", "button": 0 }));
            json!({ "type": "pointer", "id": format!("{kind} {at}"), "parameters": { "pointerType": kind }, "actions": steps })
        });
        let actions = json!({ "actions": sources.collect::<Vec<_>>() });
        self.ask("POST", &self.at("/actions"), Some(&actions));
    }

    /// Turns the wheel over a place of the window.
    pub fn wheel(&self, (x, y): (f64, f64), down: i32) {
        let step = json!({ "type": "scroll", "x": x.round() as i64, "y": y.round() as i64, "deltaX": 0, "deltaY": down, "origin": "viewport" });
        let actions = json!({ "actions": [{ "type": "wheel", "id": "wheel", "actions": [step] }] });
        self.ask("POST", &self.at("/actions"), Some(&actions));
    }

    /// Makes the window the screen of a phone that is used with the fingers.
    pub fn phone(&self) {
        self.screen(390, 844);
        self.devtools(
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": true, "maxTouchPoints": 5 }),
        );
    }

    /// Makes the window a screen of this size, in CSS pixels.
    pub fn screen(&self, width: u32, height: u32) {
        let parameters = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", parameters);
    }

    /// Tells the page that the reader's system is dark or light.
    pub fn scheme(&self, name: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": name }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    fn devtools(&self, command: &str, parameters: Value) {
        let request = json!({ "cmd": command, "params": parameters });
        self.ask("POST", &self.at("/goog/cdp/execute"), Some(&request));
    }

    /// What the browser complained of since the last time: errors of scripts, and whatever the content policy stopped.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.ask("POST", &self.at("/se/log"), Some(&json!({ "type": "browser" })));
        let lines = log.as_array().cloned().unwrap_or_default();
        let severe = lines.iter().filter(|line| line["level"] == "SEVERE");
        severe
            .map(|line| line["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// A picture of the window, for a person to look at: written where `SELON_SCREENSHOTS` names a folder.
    pub fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("SELON_SCREENSHOTS") else {
            return;
        };
        let shot = self.ask("GET", &self.at("/screenshot"), None);
        let bytes = base64(shot.as_str().unwrap_or_default());
        std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), bytes).expect("the picture can be written");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let _ = self.try_ask("DELETE", &self.at(""), None);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn moved((x, y): (f64, f64), milliseconds: u32) -> Value {
    json!({ "type": "pointerMove", "duration": milliseconds, "x": x.round(), "y": y.round(), "origin": "viewport" })
}

/// The body of an answer, by its length.
fn answer(stream: TcpStream) -> Result<Vec<u8>, String> {
    let mut reader = BufReader::new(stream);
    let mut length = None;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).map_err(|error| error.to_string())?;
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let mut body = vec![0; length.ok_or("an answer without a length")?];
    reader.read_exact(&mut body).map_err(|error| error.to_string())?;
    Ok(body)
}

fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for digit in text
        .bytes()
        .filter_map(|byte| DIGITS.iter().position(|digit| *digit == byte))
    {
        held = (held << 6) | u32::try_from(digit).unwrap_or(0);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap_or(0));
        }
    }
    bytes
}
