// Builds the page: `npm run build` writes ../assets, the same bytes from the same sources.
// Names of countries and groups come from the tables of the packs and the ontology, so that they stand in one place only.
import { build } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync, copyFileSync } from "node:fs";

const root = "../../../";
const out = "../assets";

/** The rows of a table, by the names of its columns. */
function table(path) {
  const lines = readFileSync(root + path, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const columns = lines.shift().split("\t");
  return lines.map((line) => Object.fromEntries(line.split("\t").map((cell, at) => [columns[at], cell])));
}
const first = (cell) => (cell ?? "").split("|")[0];

function names(language) {
  const countries = {};
  for (const row of table(`packs/${language}/names/countries.tsv`)) {
    const adjective = first(row.adjectives);
    countries[row.iso3] = [first(row.names), first(row.capitals), adjective.endsWith("-") ? "" : adjective];
  }
  const actors = {};
  for (const row of table("ontology/actors.tsv")) {
    // Seats and office holders stand for a group, but are not its name.
    if (row.kind === "metonym" || row.kind === "person") continue;
    const name = first(row[language]) || first(row.en);
    if (name && !(row.code in actors)) actors[row.code] = name;
  }
  return { countries, actors };
}

// The outlines carry numbers and English names; the page names countries in the reader's language, by their codes.
const known = new Map(table("packs/en/names/countries.tsv").flatMap((row) => row.names.split("|").map((name) => [name, row.iso3])));
const shortened = { "Dem. Rep. Congo": "COD", "Central African Rep.": "CAF", "Dominican Rep.": "DOM", "Eq. Guinea": "GNQ", "S. Sudan": "SSD", "Bosnia and Herz.": "BIH", "W. Sahara": "ESH", "Solomon Is.": "SLB", "Falkland Is.": "FLK", "United States of America": "USA", Czechia: "CZE", Macedonia: "MKD", eSwatini: "SWZ", "Côte d'Ivoire": "CIV", Congo: "COG", Somaliland: "" , "N. Cyprus": "", Palestine: "PSE", Kosovo: "XKX" };
const atlas = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json", "utf8")).objects.countries.geometries;
const lands = {};
for (const { id, properties } of atlas) {
  const code = shortened[properties.name] ?? known.get(properties.name);
  if (id && code) lands[id] = code;
}

const concepts = Object.fromEntries(table("ontology/labels.tsv").map((row) => [row.concept, row.label]));
// What a coder can choose: each concept with its type, mode, CAMEO code and contexts.
const choices = {};
for (const row of table("ontology/concepts.tsv")) {
  if (row.class === "event" && row.type && concepts[row.concept]) choices[row.concept] = [row.type, row.mode || null, row.cameo, row.contexts ? row.contexts.split(",") : []];
}
mkdirSync("generated", { recursive: true });
writeFileSync("generated/concepts.json", JSON.stringify(choices));
writeFileSync("generated/lands.json", JSON.stringify(lands));
for (const language of ["en", "fr"]) {
  const events = JSON.parse(readFileSync(`data/events.${language}.json`, "utf8"));
  const words = JSON.parse(readFileSync(`data/words.${language}.json`, "utf8"));
  const missing = Object.keys(concepts).filter((concept) => !events.concept?.[concept]);
  if (language !== "en" && missing.length) throw new Error(`data/events.${language}.json has no label for: ${missing}`);
  writeFileSync(
    `generated/${language}.json`,
    JSON.stringify({ words, ...events, concept: language === "en" ? concepts : events.concept, ...names(language) }),
  );
}
const keys = (language) => Object.keys(JSON.parse(readFileSync(`data/words.${language}.json`, "utf8"))).sort().join();
if (keys("en") !== keys("fr")) throw new Error("data/words.en.json and data/words.fr.json have different keys");

rmSync(out + "/static", { recursive: true, force: true });
mkdirSync(out + "/static", { recursive: true });
await build({
  entryPoints: { page: "src/main.ts" },
  outdir: out + "/static",
  bundle: true,
  minify: true,
  charset: "utf8",
  target: ["es2022"],
  format: "esm",
  legalComments: "none",
  loader: { ".woff2": "file" },
  assetNames: "[name]",
  logLevel: "warning",
});
// The map is data: fetched when a page shows a map, not parsed with the program.
copyFileSync("node_modules/world-atlas/countries-50m.json", out + "/static/countries.json");
copyFileSync("src/index.html", out + "/index.html");
copyFileSync("src/icon.svg", out + "/static/icon.svg");
copyFileSync("src/early.js", out + "/static/early.js");

// Their licences ask that their notices go with what is bundled.
const modules = ["d3-geo", "d3-array", "internmap", "topojson-client", "uplot", "world-atlas"];
const notice = (name) => {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return `${name} ${version}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
};
writeFileSync(out + "/NOTICES.txt", modules.map(notice).join(`\n${"-".repeat(72)}\n\n`));
for (const font of ["newsreader", "libre-franklin"]) {
  copyFileSync(`node_modules/@fontsource-variable/${font}/LICENSE`, `${out}/OFL-${font}.txt`);
}
