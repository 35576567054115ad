const data = JSON.parse(document.getElementById("data").textContent);
const rows = data.rows.map((cells) => Object.fromEntries(data.columns.map((name, i) => [name, cells[i]])));
const rowOf = Object.fromEntries(rows.map((row) => [row.code, row]));
const last = data.period.last;
const MOST = 4; // targets that are compared at once
const state = { lang: "zh", theme: "", filters: {}, lacking: false, open: "", compare: [], year: 0, value: "", unknown: [] };

// ---- words and numbers -------------------------------------------------------------------------------------------------
function say(key, values) {
  return data.words[key][state.lang].replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
}
function word(name) {
  const words = data.vocabulary[name] || data.filters.domain[name];
  return words ? words[state.lang] : name;
}
// the departments of a target, each by its name in the language of the page
function departmentsOf(row) {
  const names = row.department.split("、").map((name) => (data.filters.department[name] || { zh: name, en: name })[state.lang]);
  return names.join(state.lang === "zh" ? "、" : "; ");
}
// as kzplan.words.numbers.half_up: fifteen digits as a spreadsheet keeps them, a half away from 0
function fixed(x, digits) {
  const [mantissa, exponent] = Math.abs(x).toExponential(14).split("e");
  const all = BigInt(mantissa.replace(".", ""));
  const beyond = 14 - Number(exponent) - digits; // decimals that go
  const kept = beyond > 0 ? (all + 5n * 10n ** BigInt(beyond - 1)) / 10n ** BigInt(beyond) : all * 10n ** BigInt(-beyond);
  const text = kept.toString().padStart(digits + 1, "0");
  const sign = x < 0 && kept > 0n ? "-" : "";
  return sign + (digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text);
}
function number(x, digits = 2) {
  if (x === null || x === undefined || Number.isNaN(x)) return "—";
  const text = fixed(x, digits);
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}
function ofHundred() {
  return state.lang === "zh" ? "%" : " %";
}
function percent(p) {
  if (p < 0.01 || p > 0.99) return (p < 0.01 ? "<1" : ">99") + ofHundred();
  const share = 100 * p;
  let digits = 0; // as many as keep it on its side of where the likelihood words change
  while (data.likelihoods.some(([least]) => share < 100 * least && Number(fixed(share, digits)) >= 100 * least)) digits++;
  return fixed(share, digits) + ofHundred();
}
function signed(x) {
  return `${x < 0 ? "-" : "+"}${fixed(Math.abs(x), 2)}`;
}
function grouped(x) {
  return fixed(x, 0).replace(/\B(?=(\d{3})+$)/g, ",");
}
function nameOf(code) {
  return rowOf[code][state.lang === "zh" ? "name_zh" : "name_en"];
}
function unitOf(code) {
  return data.targets[code].unit[state.lang];
}
function withUnit(code, text) {
  const after = data.targets[code].after[state.lang];
  return state.lang === "zh" || !after ? text + after : `${text} ${after}`;
}
// a change a year, where that it is one is said already
function aYear(x, unit) {
  const measure = word(unit).split("/")[0];
  return `${signed(x)}${state.lang === "zh" ? "" : " "}${measure}`;
}
function outlookWords(row) {
  return word(row.reason || row.outlook) + (row.basis === "class" ? say("analogy") : "");
}

