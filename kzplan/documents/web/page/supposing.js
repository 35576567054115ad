// ---- what a value that is typed would mean: sentence, fan and curve ----------------------------------------------------------------
function supposing(code, figure) {
  const told = data.supposed[code];
  const box = h("section.suppose", { "aria-label": say("what_if") }, h("h4", null, say("what_if")));
  const { because, needed } = data.targets[code];
  if (!told) {
    box.append(h("p", null, say("cannot_suppose", { because: because ? because[state.lang] : "" })));
    return box;
  }
  const years = Object.keys(told.years).map(Number);
  if (!years.includes(state.year)) state.year = needed && years.includes(needed.year) ? needed.year : years.at(-1);
  const year = h("select", { name: "year", onchange: change }, years.map((one) => h("option", { value: one, selected: one === state.year }, one)));
  const value = h("input", { name: "value", inputmode: "decimal", autocomplete: "off", value: state.value, "aria-describedby": `hint-${code}`, oninput: change });
  const answer = h("output", { "aria-live": "polite" });
  const near = h("p.small", { id: `hint-${code}` });
  const odds = h("figure");
  const unit = unitOf(code);
  let pictured = "";
  const form = h("form", { onsubmit: (event) => event.preventDefault() }, h("label", null, say("if_year"), year), h("label", null, unit ? say("if_unit", { unit }) : say("if_value"), value));
  if (needed && needed.value !== null) form.append(h("button", { type: "button", name: "needed", onclick: () => ((year.value = needed.year), (value.value = number(needed.value, 4)), change()) }, say("if_needed", { value: number(needed.value, 4) })));
  form.append(h("button", { type: "button", name: "clear", onclick: () => ((value.value = ""), change()) }, say("if_clear")));
  function change() {
    state.other = "";
    state.year = Number(year.value);
    state.value = value.value.trim();
    writeAddress();
    show();
  }
  function show() {
    const typed = numberOf(state.value);
    const problem = state.value === "" ? "" : refused(code, state.year, typed);
    const fits = state.value !== "" && !problem;
    const other = state.other ? `${say("if_other_year", { year: state.other, first: years[0], last: years.at(-1), shown: state.year })} ` : "";
    near.textContent = other + (problem || hint(code, state.year));
    value.setAttribute("aria-invalid", Boolean(problem));
    answer.textContent = fits ? whole(supposedSentence(code, state.year, typed)) : "";
    figure.tried = fits ? { year: state.year, value: typed } : null;
    const canvas = figure.querySelector(".canvas");
    if (canvas) figure.querySelector(".begins").textContent = begins(code, figure.tried);
    if (canvas) figure.querySelector(".beyond").textContent = beyond(code, figure.tried);
    if (canvas) figure.querySelector(".tried").textContent = figure.tried ? say("tried_key") : "";
    tellHead(code, figure.tried);
    const asked = `${state.year} ${fits ? typed : ""}`;
    if (asked === pictured) return; // what is refused changes no picture
    pictured = asked;
    if (canvas && canvas.dataset.drawn) figure.redraw();
    curveChart(odds, code, state.year, fits ? typed : null);
  }
  box.append(needed ? h("p", null, needed.said[state.lang]) : "", form, near, answer, odds);
  show();
  return box;
}
// in the head of an article: its odds with the value that is tried, beside those without it; tried: null where none is
function tellHead(code, tried) {
  const head = document.querySelector(`#t-${code} > summary .tried`);
  const shown = tried && { year: tried.year, value: number(tried.value, 4), percent: percent(chanceOf(code, tried.year, tried.value)), word: word(likelihoodOf(code, tried.year, tried.value)) };
  head.textContent = tried ? say(data.supposed[code].shown ? "head_tried_limit" : "head_tried", shown) : "";
}
// a comma parts thousands or the text is no number: 12,5 is not 125
function numberOf(text) {
  const plain = text.normalize("NFKC").replace(/\s/g, "").replace(/%$/, "");
  return /^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(plain) ? Number(plain.replaceAll(",", "")) : NaN;
}
function supposedSentence(code, year, value) {
  const told = data.supposed[code];
  const row = rowOf[code];
  const end = fanOf(code, year, value).at(-1);
  const shown = {
    year, last, value: withUnit(code, number(value, 4)), chance: percent(chanceOf(code, year, value)), word: word(likelihoodOf(code, year, value)),
    before: row.p_reach === null ? "" : say("before", { chance: percent(row.p_reach) }),
    median: withUnit(code, number(end[1])), low: number(end[4]), high: withUnit(code, number(end[5])),
  };
  const events = told.step ? say("if_events", { births: grouped(told.births), n: number(value / told.step, 1) }) : "";
  const then = data.targets[code].path.find((one) => one[0] === year);
  const left = say(last - year === 1 ? "if_year_left" : "if_years_left", { n: last - year });
  const expected = then ? say("expected", { year, median: withUnit(code, number(then[1])), left }) : "";
  const why = !told.shown && withheld(chanceOf(code, year, value), likelihoodOf(code, year, value)) ? say("withheld_said") : "";
  return [say(told.shown ? "if_reported_limit" : "if_reported", shown), why, expected, events].filter(Boolean).join(state.lang === "zh" ? "" : " ");
}
function curveChart(figure, code, year, typed) {
  const told = data.targets[code];
  const points = curvePoints(code, year, typed).map(([value, chance]) => ({ value, chance: 100 * chance, tip: say("curve_tip", { value: number(value, 4), chance: percent(chance) }) }));
  const [low, high] = [points[0].value, points.at(-1).value];
  const latest = told.history.at(-1);
  const stands = [
    ...(told.goal || []).map((value) => [value, "good", [2, 3], say("goal_tip", { target: told.target[state.lang] }), say("key_target")]),
    [latest ? latest.value : null, "ink", [6, 3], say("latest"), say("key_latest")],
    [typed, "mark", [1, 0], String(typed), say("key_typed")],
  ].filter(([value]) => value !== null && value >= low && value <= high);
  const marks = stands.map(([value, name, dash, tip]) => ({ value, colour: colour(name), dash, tip: `${tip} ${number(value, 4)}` }));
  const named = [...new Set(stands.map((one) => one.at(-1)))].join(""); // only what is drawn
  const table = () => tableOf([say("value"), say("chance")], points.filter((_, i) => i % 4 === 0).map((one) => [number(one.value, 4), percent(one.chance / 100)]), [0, 1]);
  chart(figure, { title: say("curve", { last, year }), key: say("curve_key", { year, marks: named }), draw: (canvas) => drawn(canvas, "curve", { points, marks }, { sign: ofHundred() }), table, height: data.charts.curve.height });
}
// where the chance moves, from where it is negligible to where it is nearly certain, and as far as what was typed
function curvePoints(code, year, typed = null) {
  const told = data.supposed[code];
  const known = told.years[year];
  const back = (z) => (told.edge !== null ? 100 / (1 + Math.exp(-z)) : told.ceiling === null ? Math.exp(z) : told.ceiling / (1 + Math.exp(Math.log(told.ceiling) - z)));
  const chances = known.links.map((z) => chanceOf(code, year, back(z)));
  const best = Math.max(...chances);
  const moves = chances.map((p, i) => [p, i]).filter(([p]) => p > 0.15 * best && p < 0.97).map(([, i]) => i);
  const [first, final] = moves.length ? [Math.max(moves[0] - 1, 0), Math.min(moves.at(-1) + 1, chances.length - 1)] : [0, chances.length - 1];
  const near = [...(data.targets[code].goal || []), rowOf[code].latest_value].filter((one) => one !== null);
  const [below, above] = [Math.min, Math.max].map((most) => linkOf(told, most(...near.filter((one) => one > 0))));
  const far = told.edge === null ? 1.1 : 2; // on the link scale: beyond, hardly any value will lie
  const ends = [back(Math.max(known.links[first], below - far)), back(Math.min(known.links[final], above + far)), ...(typed === null ? [] : [typed])];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return Array.from({ length: 49 }, (_, i) => low + ((high - low) * i) / 48).map((value) => [value, chanceOf(code, year, value)]);
}
