-- The ledger: dispatches, their claims, the incidents they tell, and what people decided. Told in docs/ledger.md.
-- Days are text, YYYY-MM-DD. Offsets count Unicode scalar values in the dispatch's text. Columns called `n` are row numbers of this file only:
-- what names a thing in every ledger is its `id`.

-- "SLON": tells this file from other databases.
PRAGMA application_id = 1397509966;

CREATE TABLE dispatch (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,              -- hash of the text
    language TEXT NOT NULL,
    agency TEXT,
    url TEXT,
    edition TEXT NOT NULL,                -- plain, correction, lead, update, withdrawn
    published_from TEXT,
    published_to TEXT,
    published_precision TEXT,             -- day, month, year
    headline TEXT,
    title TEXT NOT NULL,                  -- the headline, or the first words
    text TEXT,                            -- null when only claims were added
    head TEXT NOT NULL,                   -- JSON: `dispatch` of the record without its text
    maker TEXT NOT NULL,                  -- JSON: `selon` of the record: what read it
    unread TEXT NOT NULL,                 -- JSON: `unread` of the record
    words INTEGER NOT NULL,               -- words of its body
    figures TEXT NOT NULL,                -- JSON: figures in its body, for near copies
    quotes TEXT NOT NULL,                 -- JSON: hashes of its long quotations, for near copies
    copy_group TEXT NOT NULL,             -- id of the dispatch that stands for its near copies
    story TEXT NOT NULL,                  -- id of the dispatch that stands for its editions
    retracted_by TEXT,                    -- id of the later edition that corrects or withdraws it
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX dispatch_published ON dispatch(published_from);
CREATE INDEX dispatch_agency ON dispatch(agency, published_from);
CREATE INDEX dispatch_copies ON dispatch(copy_group);
CREATE INDEX dispatch_story ON dispatch(story);

-- Where a text was found: the same text in two files is one dispatch with two sources.
CREATE TABLE dispatch_source (
    dispatch INTEGER NOT NULL REFERENCES dispatch(n) ON DELETE CASCADE,
    source TEXT NOT NULL,
    PRIMARY KEY (dispatch, source)
) STRICT, WITHOUT ROWID;

-- Hashes of runs of words, for near copies. One in so many is kept.
CREATE TABLE shingle (
    hash INTEGER NOT NULL,
    day INTEGER NOT NULL,                 -- days since 1970 of publication; -999999 without one
    dispatch INTEGER NOT NULL,
    PRIMARY KEY (hash, day, dispatch)
) STRICT, WITHOUT ROWID;

-- Two dispatches of which one is (nearly) in the other.
CREATE TABLE copy (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    containment REAL NOT NULL,            -- share of the shorter one's runs of words that stand in the longer
    reason TEXT NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_b ON copy(b);

CREATE TABLE claim (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    dispatch INTEGER NOT NULL REFERENCES dispatch(n) ON DELETE CASCADE,
    origin TEXT NOT NULL,                 -- machine, person
    read TEXT NOT NULL,                   -- JSON: the claim as it was read or first written
    now TEXT,                             -- JSON: the claim with people's corrections; null when there are none
    review TEXT NOT NULL DEFAULT 'unreviewed',
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    cameo TEXT NOT NULL,
    concept TEXT NOT NULL,
    status TEXT NOT NULL,
    unconfirmed INTEGER NOT NULL,
    background INTEGER NOT NULL,
    side TEXT NOT NULL,                   -- who says it, as a side
    day_from TEXT,
    day_to TEXT,
    when_precision TEXT,
    place TEXT,
    country TEXT,
    lat REAL,
    lon REAL,
    place_precision TEXT,
    confidence REAL NOT NULL,
    killed INTEGER,                       -- largest low figure of killed, for the queue
    retracted INTEGER NOT NULL DEFAULT 0,
    scene INTEGER,                        -- the telling of its dispatch that it belongs to
    incident INTEGER,
    part TEXT,                            -- founds, tells, responds, background
    score REAL,
    disputed INTEGER NOT NULL DEFAULT 0,
    priority REAL NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX claim_dispatch ON claim(dispatch, start);
CREATE INDEX claim_incident ON claim(incident);
CREATE INDEX claim_said ON claim(side, type, status, review, retracted, incident); -- who said what, without reading the claims themselves
CREATE INDEX claim_scene ON claim(scene);      -- else every telling that is compared reads all claims
CREATE INDEX claim_queue ON claim(review, retracted, priority DESC, id);

-- Who acts, suffers or speaks in a claim.
CREATE TABLE party (
    claim INTEGER NOT NULL REFERENCES claim(n) ON DELETE CASCADE,
    part TEXT NOT NULL,                   -- actor, recipient, speaker
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    side TEXT NOT NULL,
    name TEXT,
    words TEXT,
    stance TEXT,                          -- of speakers
    PRIMARY KEY (claim, part, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_side ON party(side, part);

CREATE TABLE toll (
    claim INTEGER NOT NULL REFERENCES claim(n) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    low INTEGER,
    best INTEGER,
    high INTEGER,
    approx INTEGER NOT NULL,
    who TEXT,
    "group" TEXT,
    part_of INTEGER,
    superseded INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- A scene: what one dispatch tells of one happening.
CREATE TABLE scene (
    n INTEGER PRIMARY KEY,
    dispatch INTEGER NOT NULL REFERENCES dispatch(n) ON DELETE CASCADE,
    first_claim TEXT NOT NULL,            -- id of its first claim
    profile TEXT NOT NULL,                -- JSON: when, where, who, what, with what toll
    incident INTEGER
) STRICT;
CREATE INDEX scene_dispatch ON scene(dispatch);
CREATE INDEX scene_incident ON scene(incident);

-- Under what a scene is looked up: country and time.
CREATE TABLE scene_key (
    key TEXT NOT NULL,                    -- country or group
    long INTEGER NOT NULL,                -- 1 when it may have been on more than a week of days
    day INTEGER NOT NULL,                 -- first day it may have been, days since 1970
    scene INTEGER NOT NULL,
    last INTEGER NOT NULL,                -- last day
    PRIMARY KEY (key, long, day, scene)
) STRICT, WITHOUT ROWID;
CREATE INDEX scene_key_scene ON scene_key(scene);

-- Two scenes that look like one happening.
CREATE TABLE link (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_b ON link(b);

CREATE TABLE incident (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,              -- id of its earliest claim
    day_from TEXT,
    day_to TEXT,
    when_precision TEXT,
    place TEXT,
    country TEXT,
    admin1 TEXT,
    lat REAL,
    lon REAL,
    place_precision TEXT,
    radius_km REAL,
    type TEXT NOT NULL,
    mode TEXT,
    types TEXT NOT NULL,                  -- JSON list
    sides TEXT NOT NULL,                  -- JSON list
    speakers TEXT NOT NULL,               -- JSON list
    title TEXT NOT NULL,
    tolls TEXT NOT NULL,                  -- JSON list
    killed_low INTEGER,
    killed_high INTEGER,
    versions INTEGER NOT NULL,
    disputes INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    dispatches INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    grade TEXT NOT NULL,
    review TEXT NOT NULL
) STRICT;
CREATE INDEX incident_time ON incident(day_to DESC, id);
CREATE INDEX incident_from ON incident(day_from, id);
CREATE INDEX incident_killed ON incident(killed_high DESC, id);
CREATE INDEX incident_disputes ON incident(disputes DESC, id);
CREATE INDEX incident_origins ON incident(origins DESC, id);
CREATE INDEX incident_facets ON incident(review, grade, disputes, day_from);

-- What a filter asks for: countries, sides and types of an incident.
CREATE TABLE incident_tag (
    field TEXT NOT NULL,                  -- country, side, type
    value TEXT NOT NULL,
    incident INTEGER NOT NULL REFERENCES incident(n) ON DELETE CASCADE,
    PRIMARY KEY (field, value, incident)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_tag_of ON incident_tag(incident);

-- One version a speaking side.
CREATE TABLE version (
    incident INTEGER NOT NULL REFERENCES incident(n) ON DELETE CASCADE,
    side TEXT NOT NULL,
    kind TEXT NOT NULL,                   -- side, agencies, third-parties
    speakers TEXT NOT NULL,               -- JSON list of codes
    claims TEXT NOT NULL,                 -- JSON list of ids
    tolls TEXT NOT NULL,                  -- JSON list
    initiator TEXT,
    origins INTEGER NOT NULL,
    PRIMARY KEY (incident, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE dispute (
    incident INTEGER NOT NULL REFERENCES incident(n) ON DELETE CASCADE,
    field TEXT NOT NULL,                  -- who-began, event, actor, toll
    kind TEXT NOT NULL,                   -- kind of toll, else empty
    claim_a TEXT NOT NULL,
    claim_b TEXT NOT NULL,
    side_a TEXT NOT NULL,
    side_b TEXT NOT NULL,
    says_a TEXT NOT NULL,
    says_b TEXT NOT NULL,
    PRIMARY KEY (incident, field, kind, claim_a, claim_b)
) STRICT, WITHOUT ROWID;

-- What people decided. Rows are only ever added.
CREATE TABLE revision (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,              -- hash of its content: the same on every machine
    action TEXT NOT NULL,                 -- accept, correct, reject, comment, add, merge, split, move, undo, grade, rate
    claim TEXT NOT NULL,                  -- the claim, or the one that stands for the incident; empty for ratings of sources
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    what TEXT NOT NULL                    -- JSON
) STRICT;
CREATE INDEX revision_claim ON revision(claim);

-- Revisions that a later one took back. An undo of an undo brings the first back.
CREATE TABLE undone (
    id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Pairs of claims that a person put together or apart, made from `revision`.
CREATE TABLE decision (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES revision(n) ON DELETE CASCADE,
    together INTEGER NOT NULL,            -- 1: one incident; 0: never one incident
    PRIMARY KEY (a, b, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_b ON decision(b);
CREATE INDEX decision_revision ON decision(revision);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Full-text search. Accents and capitals do not count.
CREATE VIRTUAL TABLE dispatch_text USING fts5(
    title, text, content='dispatch', content_rowid='n', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO dispatch_text(dispatch_text, rank) VALUES('secure-delete', 1);
CREATE TRIGGER dispatch_text_insert AFTER INSERT ON dispatch BEGIN
    INSERT INTO dispatch_text(rowid, title, text) VALUES (new.n, new.title, new.text);
END;
CREATE TRIGGER dispatch_text_delete AFTER DELETE ON dispatch BEGIN
    INSERT INTO dispatch_text(dispatch_text, rowid, title, text) VALUES ('delete', old.n, old.title, old.text);
END;

-- Views for whoever opens the file with another tool.
CREATE VIEW v_dispatches AS
SELECT d.id AS dispatch, d.agency, d.language, d.edition, d.published_from, d.published_to, d.published_precision, d.title, d.url,
       d.copy_group, d.story, d.retracted_by,
       (SELECT group_concat(source, char(10)) FROM dispatch_source s WHERE s.dispatch = d.n) AS sources,
       (SELECT count(*) FROM claim c WHERE c.dispatch = d.n) AS claims,
       d.text
FROM dispatch d;

CREATE VIEW v_claims AS
SELECT c.id AS claim, i.id AS incident, c.part, c.side AS said_by_side,
       (SELECT group_concat(code, ' < ') FROM (SELECT code FROM party p WHERE p.claim = c.n AND p.part = 'speaker' ORDER BY position)) AS said_by,
       c.type, c.mode, c.cameo, c.status, c.unconfirmed, c.background,
       (SELECT group_concat(code, ' + ') FROM (SELECT code FROM party p WHERE p.claim = c.n AND p.part = 'actor' ORDER BY position)) AS actors,
       (SELECT group_concat(code, ' + ') FROM (SELECT code FROM party p WHERE p.claim = c.n AND p.part = 'recipient' ORDER BY position)) AS recipients,
       c.day_from, c.day_to, c.when_precision, c.place, c.country, c.lat, c.lon, c.place_precision,
       (SELECT group_concat(kind || ' ' || coalesce(best, coalesce(low, '') || '-' || coalesce(high, '')) || coalesce(' ' || who, ''), '; ')
          FROM (SELECT * FROM toll t WHERE t.claim = c.n AND NOT superseded ORDER BY position)) AS toll,
       c.confidence, c.review, c.retracted, c.disputed, d.id AS dispatch, d.agency, d.published_from AS published, c.start, c."end",
       json_extract(coalesce(c.now, c.read), '$.trigger.text') AS words
FROM claim c JOIN dispatch d ON d.n = c.dispatch LEFT JOIN incident i ON i.n = c.incident;

CREATE VIEW v_incidents AS
SELECT id AS incident, day_from, day_to, when_precision, place, country, admin1, lat, lon, place_precision, radius_km, type, mode, sides,
       speakers, title, killed_low, killed_high, tolls, versions, disputes, claims, dispatches, origins, grade, review
FROM incident;

CREATE VIEW v_versions AS
SELECT i.id AS incident, v.side, v.kind, v.speakers, v.initiator, v.tolls, v.claims, v.origins
FROM version v JOIN incident i ON i.n = v.incident;

CREATE VIEW v_disputes AS
SELECT i.id AS incident, p.field, p.kind, p.side_a, p.says_a, p.side_b, p.says_b, p.claim_a, p.claim_b
FROM dispute p JOIN incident i ON i.n = p.incident;
