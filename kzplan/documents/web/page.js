"use strict";
// The page draws itself from the data it carries. Nothing is fetched, nothing is evaluated as code.
// In order: what is carried · words and numbers · the odds of a supposed value · state and address · charts · parts of the page.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const rows = data.rows.map((cells) => Object.fromEntries(data.columns.map((name, i) => [name, cells[i]])));
  const rowOf = Object.fromEntries(rows.map((row) => [row.code, row]));
  const last = data.period.last;
  const MOST = 4; // targets that are compared at once
  const NARROW = 640; // pixels below which names stand above their lines
  const state = { lang: "zh", theme: "", filters: {}, lacking: false, open: "", compare: [], year: 0, value: "" };

  // ---- words and numbers -------------------------------------------------------------------------------------------------
  function say(key, values) {
    return data.words[key][state.lang].replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
  }
  function word(name) {
    const words = data.vocabulary[name] || data.filters.domain[name];
    return words ? words[state.lang] : name;
  }
  // as Python writes it: exact, and half to even
  function fixed(x, digits) {
    const scaled = x * 10 ** digits;
    const halfway = Number.isInteger(x * 2 ** (digits + 1)) && !Number.isInteger(scaled) && Number.isInteger(2 * scaled);
    return halfway ? ((2 * Math.round(scaled / 2)) / 10 ** digits).toFixed(digits) : x.toFixed(digits);
  }
  function number(x, digits = 2) {
    if (x === null || x === undefined || Number.isNaN(x)) return "—";
    const text = fixed(x, digits);
    return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  }
  function percent(p) {
    return p < 0.01 ? "<1 %" : p > 0.99 ? ">99 %" : `${fixed(100 * p, 0)} %`;
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
    const unit = unitOf(code);
    return unit === "%" ? `${text} %` : unit ? (state.lang === "zh" ? `${text}（${unit}）` : `${text} ${unit}`) : text;
  }
  function outlookWords(row) {
    return word(row.reason || row.outlook) + (row.basis === "class" ? say("analogy") : "");
  }

  // ---- the odds of a supposed value --------------------------------------------------------------------------------------
  // The page carries centre and scale of the model's Student t at some values; between two of them a straight line is exact enough.
  function logGamma(x) {
    const series = [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 1.208650973866179e-3, -5.395239384953e-6];
    const t = x + 5.5;
    const sum = series.reduce((told, one, i) => told + one / (x + 1 + i), 1.000000000190015);
    return -(t - (x + 0.5) * Math.log(t)) + Math.log((2.5066282746310005 * sum) / x);
  }
  // regularised incomplete beta function by its continued fraction (Numerical Recipes, 6.4)
  function incompleteBeta(a, b, x) {
    if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
    if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
    const tiny = 1e-300;
    let c = 1;
    let d = 1 / Math.max(1 - ((a + b) * x) / (a + 1), tiny);
    let sum = d;
    for (let m = 1; m < 300; m++) {
      const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
      const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
      let step = 1;
      for (const term of [even, odd]) {
        d = 1 / (1 + term * d || tiny);
        c = 1 + term / c || tiny;
        step = c * d;
        sum *= step;
      }
      if (Math.abs(step - 1) < 1e-12) break;
    }
    const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
    return (front * sum) / a;
  }
  function studentBelow(t, df) {
    if (t === Infinity || t === -Infinity) return t > 0 ? 1 : 0;
    const tail = incompleteBeta(df / 2, 0.5, df / (df + t * t)) / 2;
    return t > 0 ? 1 - tail : tail;
  }
  function linkOf(told, value) {
    if (told.edge !== null) {
      const share = Math.min(Math.max(value, 0.05), 99.95) / 100;
      return Math.log(share / (1 - share));
    }
    return Math.log(value) - (told.ceiling === null ? 0 : Math.log1p(-value / told.ceiling));
  }
  function along(places, values, at) {
    let i = places.findIndex((place) => place >= at);
    if (i <= 0) return values[i === 0 ? 0 : values.length - 1];
    const share = (at - places[i - 1]) / (places[i] - places[i - 1]);
    return values[i - 1] + share * (values[i] - values[i - 1]);
  }
  // why a value cannot be tried, in words; blank where it can
  function refused(code, year, value) {
    const told = data.supposed[code];
    const known = told.years[year];
    if (!Number.isFinite(value)) return hint(code, year);
    if (value === 0 && known.without) return "";
    const shown = { value: number(value, 4), births: told.births && grouped(told.births), low: number(known.low, 4), hint: hint(code, year) };
    if (told.step && value >= 0 && value < told.step / 2) return say("if_few", shown);
    return value < known.low || value > known.high ? say("if_outside", shown) : "";
  }
  function hint(code, year) {
    const known = data.supposed[code].years[year];
    return say(known.without ? "if_hint_zero" : "if_hint", { low: number(known.low, 4), high: number(known.high, 4) });
  }
  // centre and scale at the beginning, the middle and the end of the fan
  function supposedAt(code, year, value) {
    const told = data.supposed[code];
    const known = told.years[year];
    if (value === 0 && known.without) return { told, known, center: known.without.map((one) => one[0]), scale: known.without.map((one) => one[1]) };
    const link = linkOf(told, value);
    const [center, scale] = [known.centers, known.scales].map((columns) => columns.map((column) => along(known.links, column, link)));
    return { told, known, center, scale };
  }
  function chanceOf(code, year, value) {
    const { known, center, scale } = supposedAt(code, year, value);
    const [below, above] = known.ends.map((end, i) => studentBelow(((end === null ? (i ? Infinity : -Infinity) : end) - center[2]) / scale[2], known.df));
    return above - below;
  }
  function likelihoodOf(code, year, value) {
    const p = chanceOf(code, year, value);
    const { told } = supposedAt(code, year, value);
    const own = data.targets[code].history.at(-1);
    const judged = own && own.year > year ? own.value : value;
    const known = judged > 0 || told.edge !== null; // a year without an event is no margin
    const sure = known && told.sure && (told.sure[0] === null || judged >= told.sure[0]) && (told.sure[1] === null || judged <= told.sure[1]);
    const name = data.likelihoods.find(([least]) => p >= least)[1];
    return name === "very likely" && !sure ? "likely" : name;
  }
  // shares as the model sees them near a limit: where each logit lies on the stretched scale (kzplan.indicator.measure.stretch)
  const stretched = {};
  function stretchedBy(edge) {
    if (!stretched[edge]) {
      const steps = Array.from({ length: 2401 }, (_, i) => -9 + (18 * i) / 2400);
      const slope = steps.map((z) => (4 / ((1 + Math.exp(-z)) * (1 + Math.exp(z)))) ** edge);
      const places = [0];
      for (let i = 1; i < steps.length; i++) places.push(places[i - 1] + ((slope[i] + slope[i - 1]) / 2) * (steps[1] - steps[0]));
      const middle = places[1200];
      stretched[edge] = { places: places.map((place) => place - middle), values: steps.map((z) => 100 / (1 + Math.exp(-z))) };
    }
    return stretched[edge];
  }
  function valueOf(told, z) {
    if (told.edge !== null) {
      const { places, values } = stretchedBy(told.edge);
      const value = along(places, values, z);
      return value >= 99.95 ? 100 : value <= 0.05 ? 0 : value;
    }
    return told.ceiling === null ? Math.exp(z) : told.ceiling / (1 + Math.exp(Math.log(told.ceiling) - z));
  }
  // a curve through three points: at 0, ½ and 1
  function throughThree([a, b, c], at) {
    return a * (1 - at) * (1 - 2 * at) + 4 * b * at * (1 - at) + c * at * (2 * at - 1);
  }
  // rows as a path has them: year, median, and both ends of each interval
  function fanOf(code, year, value) {
    const { told, known, center, scale } = supposedAt(code, year, value);
    const [begin, , end] = known.horizons;
    const squares = scale.map((one) => one * one);
    const path = [];
    for (let at = begin; at <= end; at++) {
      const share = (at - begin) / (end - begin);
      const middle = throughThree(center, share);
      const spread = Math.sqrt(Math.max(throughThree(squares, share), 0));
      const ends = known.reach.flatMap((reach) => [valueOf(told, middle - reach * spread), valueOf(told, middle + reach * spread)]);
      path.push([at, valueOf(told, middle), ...ends]);
    }
    return path;
  }

  // ---- state and address -------------------------------------------------------------------------------------------------
  function readAddress() {
    const told = new URLSearchParams(location.hash.slice(1));
    if (location.hash && !location.hash.includes("=")) return;
    state.lang = told.get("lang") === "en" ? "en" : "zh";
    state.theme = ["light", "dark"].includes(told.get("theme")) ? told.get("theme") : "";
    state.filters = {};
    for (const name of Object.keys(data.filters)) if (Object.hasOwn(data.filters[name], told.get(name))) state.filters[name] = told.get(name);
    const answer = told.get("answer");
    if (Object.hasOwn(data.answers, answer)) state.filters.answer = answer;
    state.lacking = told.has("lacking");
    state.open = Object.hasOwn(rowOf, told.get("open")) ? told.get("open") : "";
    state.compare = (told.get("compare") || "").split(",").filter((code) => Object.hasOwn(rowOf, code)).slice(0, MOST);
    state.year = Number(told.get("year")) || 0;
    state.value = told.get("value") || "";
  }
  function writeAddress() {
    const told = new URLSearchParams();
    if (state.lang !== "zh") told.set("lang", state.lang);
    if (state.theme) told.set("theme", state.theme);
    for (const [name, value] of Object.entries(state.filters)) if (value) told.set(name, value);
    if (state.lacking) told.set("lacking", "1");
    if (state.compare.length) told.set("compare", state.compare.join(","));
    if (state.open) told.set("open", state.open);
    if (state.open && state.value !== "") {
      told.set("year", state.year);
      told.set("value", state.value);
    }
    history.replaceState(null, "", `#${told}`);
  }

  // ---- building ----------------------------------------------------------------------------------------------------------
  // h("p.small", {title: "…"}, "text", node): an element with what is in it
  function h(tag, attributes, ...inside) {
    const [name, ...classes] = tag.split(".");
    const made = document.createElement(name);
    if (classes.length) made.className = classes.join(" ");
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== ""));
    return made;
  }
  function chanceBadge(row) {
    if (row.reason) return h("span.chance.reason", null, word(row.reason));
    return h(`span.chance.${row.outlook.replaceAll(" ", "-")}`, null, say("chance_of", { percent: percent(row.p_reach), word: outlookWords(row) }));
  }
  function tableOf(headings, lines, numeric = []) {
    const cell = (tag, one, i) => h(numeric.includes(i) ? `${tag}.num` : tag, tag === "th" ? { scope: "col" } : null, one);
    const head = h("tr", null, headings.map((one, i) => cell("th", one, i)));
    const body = lines.map((line) => h("tr", null, line.map((one, i) => cell("td", one, i))));
    const said = headings.join(state.lang === "zh" ? "、" : ", ");
    return h("div.wide", { tabindex: 0, role: "group", "aria-label": said }, h("table", null, h("thead", null, head), h("tbody", null, body)));
  }
  function opener(code, text) {
    return h("button.plain", { type: "button", onclick: () => open(code) }, text);
  }

  // ---- charts ------------------------------------------------------------------------------------------------------------
  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  }
  function outlookColour(name) {
    return colour(name.replaceAll(" ", "-") || "without");
  }
  function looks() {
    const font = getComputedStyle(document.body).fontFamily;
    const axis = { labelColor: colour("soft"), titleColor: colour("soft"), gridColor: colour("line"), domainColor: colour("soft"), tickColor: colour("soft") };
    return { font, background: null, aria: false, view: { stroke: null }, axis: { ...axis, labelFontSize: 12, labelFont: font }, axisY: { domain: false }, text: { font } };
  }
  let engine = null;
  // Vega is taken in when the first chart is drawn: the answer is read before that
  function vega() {
    if (!engine) {
      const script = document.createElement("script");
      script.textContent = document.getElementById("vega").textContent;
      document.head.append(script);
      engine = window.vegaEmbed;
    }
    return engine;
  }
  const views = new WeakMap();
  async function drawn(canvas, name, tables, settings) {
    const spec = structuredClone(data.charts[name]);
    spec.datasets = tables;
    const colours = ["ink", "soft", "accent", "good", "mark", "paper"].map((one) => [one, colour(one)]);
    const set = { ...Object.fromEntries(colours), ...settings };
    if (spec.height.step) spec.height = spec.height.step * new Set(Object.values(tables)[0].map((one) => one.name || one.group)).size;
    for (const one of spec.params) if (one.name in set) one.value = set[one.name];
    const embed = vega();
    if (views.has(canvas)) views.get(canvas).finalize();
    const made = await embed(canvas, spec, { ast: true, actions: false, renderer: "svg", logLevel: 1, config: looks(), tooltip: { disableDefaultStyle: true } });
    views.set(canvas, made);
    const picture = canvas.querySelector("svg"); // what it shows is said by its canvas, and by the table beneath
    for (const one of [picture, ...picture.querySelectorAll("[role]")]) for (const name of ["role", "aria-roledescription", "aria-label"]) one.removeAttribute(name);
    picture.setAttribute("aria-hidden", "true");
    canvas.dataset.drawn = "yes";
    if (!performance.getEntriesByName("first chart").length) performance.mark("first chart");
    return made.view;
  }
  // a chart is drawn when it comes near the window, or when the page is at rest
  const waiting = new Map();
  const watcher = new IntersectionObserver((seen) => seen.filter((one) => one.isIntersecting).forEach((one) => drawWaiting(one.target)), { rootMargin: "300px" });
  function drawWaiting(canvas) {
    const draw = waiting.get(canvas);
    waiting.delete(canvas);
    watcher.unobserve(canvas);
    return draw ? draw() : null;
  }
  function drawAll() {
    return Promise.all([...waiting.keys()].filter((canvas) => canvas.isConnected).map(drawWaiting)).then(() => undefined);
  }
  // figure: its title, the chart, and beneath it the numbers as a table and a way to keep the picture
  function chart(figure, { title, key, described, draw, table, height, signed: from }) {
    const canvas = h("div.canvas", { role: "img", "aria-label": described || title });
    canvas.style.minHeight = `${height}px`; // nothing moves when it is drawn
    const keep = h("button", { type: "button", onclick: () => savePicture(canvas, title) }, say("save"));
    const numbers = h("details", { ontoggle: (event) => event.target.open && event.target.childElementCount === 1 && event.target.append(table()) }, h("summary", null, say("table")));
    figure.replaceChildren(h("figcaption", null, title, h("small", null, key || "")), canvas, h("div.under", null, numbers, keep), from ? h("p.from", null, say("from", { cite: data.cite[state.lang], first: data.period.first })) : "");
    figure.redraw = () => draw(canvas);
    waiting.set(canvas, () => draw(canvas));
    watcher.observe(canvas);
    return figure;
  }
  async function savePicture(canvas, title) {
    if (!views.has(canvas)) await drawWaiting(canvas);
    save(`${title}.svg`, "image/svg+xml", await views.get(canvas).view.toSVG());
  }
  function save(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    h("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }
  const step = (name) => data.charts[narrow() ? `${name}_narrow` : name].height.step;
  const narrow = () => document.querySelector("main").clientWidth < NARROW;

  // ---- all targets -------------------------------------------------------------------------------------------------------
  function chosen(row) {
    const { answer, department, outlook, ...plain } = state.filters;
    if (answer && !data.answers[answer].includes(row.outlook)) return false;
    if (department && !row.department.split("、").includes(department)) return false;
    if (outlook && (row.outlook || row.reason) !== outlook) return false;
    if (state.lacking && row.latest_value !== null) return false;
    return Object.entries(plain).every(([name, value]) => !value || row[name] === value);
  }
  function drawFilters() {
    const form = document.getElementById("filters");
    const selects = Object.entries(data.filters).map(([name, values]) => {
      const options = Object.entries(values).map(([value, words]) => h("option", { value, selected: state.filters[name] === value }, words[state.lang]));
      const change = (event) => filter(name, event.target.value);
      return h("label", null, say(`f_${name}`), h("select", { name, onchange: change }, h("option", { value: "" }, say("everything")), options));
    });
    const tick = h("input", { type: "checkbox", name: "lacking", checked: state.lacking, onchange: (event) => ((state.lacking = event.target.checked), refilter()) });
    const clear = () => ((state.filters = {}), (state.lacking = false), drawFilters(), refilter());
    form.setAttribute("aria-label", say("filters"));
    form.replaceChildren(...selects, h("label.tick", null, tick, say("lacking")), h("button", { type: "button", onclick: clear }, say("clear")), h("p.count", { role: "status" }));
  }
  function filter(name, value) {
    if (value) state.filters[name] = value;
    else delete state.filters[name];
    refilter();
  }
  function refilter() {
    const shown = rows.filter(chosen);
    const codes = new Set(shown.map((row) => row.code));
    for (const one of document.querySelectorAll("details.target")) one.hidden = !codes.has(one.dataset.code);
    for (const group of document.querySelectorAll("#list > div")) group.hidden = !group.querySelector("details.target:not([hidden])");
    for (const tile of document.querySelectorAll(".tile")) tile.setAttribute("aria-pressed", state.filters.answer === tile.dataset.answer);
    document.querySelector("#filters .count").textContent = say("showing", { n: shown.length, all: rows.length });
    drawLadder(shown.filter((row) => row.outlook));
    drawDomains(shown);
    writeAddress();
  }
  function drawLadder(shown) {
    const figure = document.getElementById("ladder");
    const order = [...shown].sort((a, b) => b.p_reach - a.p_reach);
    if (!order.length) return figure.replaceChildren(h("p", null, say("no_ladder")));
    const line = (row) => ({ name: nameOf(row.code), chance: percent(row.p_reach), word: outlookWords(row), low: percent(row.p_low), high: percent(row.p_high) });
    const tip = (row) => say("ladder_tip", line(row)) + (row.p_published === null ? "" : say("published_tip", { chance: percent(row.p_published) }));
    const rungs = order.map((row) => ({
      code: row.code, name: narrow() ? `${row.code} ${nameOf(row.code)}` : `${nameOf(row.code)}  ${row.code}`, chance: 100 * row.p_reach, low: 100 * row.p_low, high: 100 * row.p_high,
      published: row.p_published === null ? null : 100 * row.p_published, colour: outlookColour(row.outlook), tip: tip(row),
    }));
    const draw = async (canvas) => {
      const view = await drawn(canvas, narrow() ? "ladder_narrow" : "ladder", { rungs });
      view.addEventListener("click", (event, item) => item && item.datum && item.datum.code && open(item.datum.code));
    };
    const lines = () => order.map((row) => [row.code, opener(row.code, nameOf(row.code)), percent(row.p_reach), `${percent(row.p_low)} – ${percent(row.p_high)}`, row.p_published === null ? "—" : percent(row.p_published), outlookWords(row)]);
    const table = () => tableOf(["code", "indicator", "chance", "range", "published", "outlook"].map((one) => say(one)), lines(), [2, 3, 4]);
    chart(figure, { title: say("ladder", { last }), key: say("ladder_key"), draw, table, height: 30 + order.length * step("ladder"), signed: true });
  }
  function drawDomains(shown) {
    const figure = document.getElementById("domains");
    const names = [...data.likelihoods.map(([, name]) => name), ""];
    const groups = Object.keys(data.filters.domain).filter((domain) => shown.some((row) => row.domain === domain));
    const count = (domain, name) => shown.filter((row) => row.domain === domain && row.outlook === name).length;
    const called = (name) => (name ? word(name) : say("without"));
    const parts = groups.flatMap((domain) => names.map((name, place) => {
      const n = count(domain, name);
      const tip = say("domains_tip", { group: word(domain), word: called(name), n });
      return { group: word(domain), n, place, colour: outlookColour(name), on: colour(name ? "on-colour" : "on-without"), tip };
    }));
    const table = () => tableOf([say("domain"), ...names.map(called)], groups.map((domain) => [word(domain), ...names.map((name) => count(domain, name))]), [1, 2, 3, 4, 5, 6]);
    chart(figure, { title: say("domains"), draw: (canvas) => drawn(canvas, narrow() ? "bars_narrow" : "bars", { parts }), table, height: 10 + groups.length * step("bars"), signed: true });
    figure.querySelector("figcaption").append(h("small", null, names.flatMap((name) => [h(`span.chance.${name.replaceAll(" ", "-") || "without"}`, null, called(name)), "　"])));
  }
  function drawList() {
    const list = document.getElementById("list");
    const groups = Object.keys(data.filters.domain).map((domain) => {
      const own = rows.filter((row) => row.domain === domain).map((row) => {
        const unit = unitOf(row.code);
        const latest = row.latest_value === null ? word(row.status) : say("latest_of", { value: number(row.latest_value, 4), year: row.latest_year });
        const head = h("summary", null, h("span.code", null, row.code), h("span.name", null, nameOf(row.code), unit ? h("small", null, ` ${unit}`) : null),
          h("span.aim", null, `${say("aim")} ${data.targets[row.code].target[state.lang]}`), h("span.latest", null, `${say("latest")} ${latest}`), chanceBadge(row));
        const made = h("details.target", { id: `t-${row.code}`, "data-code": row.code, ontoggle: toggled }, head, h("div"));
        return made;
      });
      return h("div", null, h("h3", null, word(domain)), own);
    });
    list.replaceChildren(...groups);
    if (state.open) {
      const opened = document.getElementById(`t-${state.open}`);
      opened.lastElementChild.replaceChildren(...article(state.open));
      opened.open = true;
    }
  }

  // ---- one target --------------------------------------------------------------------------------------------------------
  function open(code) {
    const article = document.getElementById(`t-${code}`);
    if (article.hidden) {
      state.filters = {};
      state.lacking = false;
      drawFilters();
      refilter();
    }
    article.open = true;
    article.querySelector("summary").focus({ preventScroll: true });
    setTimeout(() => article.scrollIntoView({ block: "start" }), 0);
  }
  function toggled(event) {
    const { target } = event;
    const { code } = target.dataset;
    const body = target.lastElementChild;
    if (!target.open) {
      body.replaceChildren();
      if (state.open === code) state.open = "";
    } else if (!body.childElementCount) {
      if (state.open !== code) Object.assign(state, { open: code, value: "", year: 0 });
      for (const other of document.querySelectorAll("details.target[open]")) if (other !== target) other.open = false;
      body.replaceChildren(...article(code));
    }
    writeAddress();
  }
  function article(code) {
    const told = data.targets[code];
    const compared = () => say(state.compare.includes(code) ? "compare_remove" : "compare_add");
    const toggle = h("button", { type: "button", "data-compare": code, onclick: () => (compare(code), (toggle.textContent = compared()), (see.hidden = !state.compare.length), (see.textContent = say("compare_see", { n: state.compare.length }))) }, compared());
    const see = h("button", { type: "button", hidden: !state.compare.length, onclick: () => document.getElementById("compare").scrollIntoView() }, say("compare_see", { n: state.compare.length }));
    const parts = [h("p.lead", null, told.sentence[state.lang]), h("div.do", null, toggle, see)];
    const figure = h("figure");
    if (told.path.length || told.joined.length) parts.push(fanChart(figure, code));
    else parts.push(h("p.small", null, say("no_fan")));
    parts.push(supposing(code, figure));
    parts.push(...besides(code), h("h4", null, say("facts")), facts(code));
    return parts;
  }
  function sides(code, path, value) {
    const told = data.targets[code];
    const values = [...told.joined.flatMap((line) => line.values.map((one) => one[1])), ...(told.goal || []), ...path.flatMap((one) => [one[6], one[5]]), value];
    const known = values.filter((one) => one !== null && Number.isFinite(one));
    const [low, high] = [Math.min(...known), Math.max(...known)];
    const pad = 0.09 * (high - low || Math.max(2 * Math.abs(high), 1));
    const share = rowOf[code].kind === "proportion";
    return [rowOf[code].kind === "positive" ? low - pad : Math.max(low - pad, 0), share ? Math.min(high + pad, 101) : high + pad];
  }
  function fanChart(figure, code) {
    const told = data.targets[code];
    const title = unitOf(code) ? say("fan", { name: nameOf(code), unit: unitOf(code) }) : nameOf(code);
    const draw = async (canvas) => {
      const tried = figure.tried;
      const path = tried ? fanOf(code, tried.year, tried.value) : told.path;
      const tip = (one) => say("fan_tip", { year: one[0], median: number(one[1]), low: number(one[4]), high: number(one[5]) });
      const names = ["year", "median", "lo50", "hi50", "lo80", "hi80", "lo95", "hi95"];
      const values = told.joined.flatMap((line) => line.values.map(([year, value]) => {
        const events = (told.history.find((one) => one.year === year) || {}).events;
        const dead = events === null || events === undefined || line.hollow ? "" : say(events === 1 ? "death" : "deaths", { n: events });
        return { year, value, joined: line.who[state.lang], hollow: line.hollow ? 1 : 0, tip: say("value_tip", { who: line.who[state.lang], year, value: number(value, 4) }) + dead };
      }));
      const goal = { low: told.goal && told.goal[0], high: told.goal && told.goal[1], tip: say("goal_tip", { target: told.target[state.lang] }) };
      const tables = {
        path: path.map((one) => ({ ...Object.fromEntries(names.map((name, i) => [name, one[i]])), tip: tip(one) })),
        values, goals: told.goal ? [goal] : [],
        supposed: tried ? [{ ...tried, tip: say("supposed_tip", { year: tried.year, value: number(tried.value, 4) }) }] : [],
      };
      const [lowest, highest] = sides(code, path, tried && tried.value);
      const from = Math.min(data.period.start, ...values.map((one) => one.year)) - 1;
      return drawn(canvas, "fan", tables, { from, until: last + 1, lowest, highest });
    };
    const table = () => tableOf([say("year"), say("value"), "50 %", "80 %", "95 %"], [
      ...told.joined.flatMap((line) => line.values.map(([year, value]) => [year, number(value, 4), "", "", line.who[state.lang]])),
      ...(figure.tried ? fanOf(code, figure.tried.year, figure.tried.value) : told.path).map((one) => [one[0], number(one[1]), ...[2, 4, 6].map((i) => `${number(one[i])} – ${number(one[i + 1])}`)]),
    ], [1, 2, 3, 4]);
    return chart(figure, { title, key: say("fan_key"), described: told.sentence[state.lang], draw, table, height: data.charts.fan.height, signed: true });
  }
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
    const form = h("form", { onsubmit: (event) => event.preventDefault() }, h("label", null, say("if_year"), year), h("label", null, unit ? say("if_unit", { unit }) : say("if_value"), value));
    if (needed && needed.value !== null) form.append(h("button", { type: "button", name: "needed", onclick: () => ((year.value = needed.year), (value.value = number(needed.value, 4)), change()) }, say("if_needed", { value: number(needed.value, 4) })));
    form.append(h("button", { type: "button", name: "clear", onclick: () => ((value.value = ""), change()) }, say("if_clear")));
    function change() {
      state.year = Number(year.value);
      state.value = value.value.trim();
      writeAddress();
      show();
    }
    function show() {
      const typed = numberOf(state.value);
      const problem = state.value === "" ? "" : refused(code, state.year, typed);
      const fits = state.value !== "" && !problem;
      near.textContent = problem || hint(code, state.year);
      value.setAttribute("aria-invalid", Boolean(problem));
      answer.textContent = fits ? supposedSentence(code, state.year, typed) : "";
      figure.tried = fits ? { year: state.year, value: typed } : null;
      const canvas = figure.querySelector(".canvas");
      if (canvas && canvas.dataset.drawn) figure.redraw();
      curveChart(odds, code, state.year, fits ? typed : null);
    }
    box.append(needed ? h("p", null, needed.said[state.lang]) : "", form, near, answer, odds);
    show();
    return box;
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
      median: number(end[1]), low: number(end[4]), high: number(end[5]),
    };
    const events = told.step ? say("if_events", { births: grouped(told.births), n: number(value / told.step, 1) }) : "";
    const then = data.targets[code].path.find((one) => one[0] === year);
    const expected = then ? say("expected", { year, median: number(then[1]), left: last - year }) : "";
    return [say(told.shown ? "if_reported_limit" : "if_reported", shown), expected, events].filter(Boolean).join(state.lang === "zh" ? "" : " ");
  }
  function curveChart(figure, code, year, typed) {
    const told = data.targets[code];
    const points = curvePoints(code, year).map(([value, chance]) => ({ value, chance: 100 * chance, tip: say("curve_tip", { value: number(value, 4), chance: percent(chance) }) }));
    const [low, high] = [points[0].value, points.at(-1).value];
    const latest = told.history.at(-1);
    const stands = [...(told.goal || []).map((value) => [value, "good", [2, 3], say("goal_tip", { target: told.target[state.lang] })]), latest ? [latest.value, "ink", [6, 3], say("latest")] : [], typed === null ? [] : [typed, "mark", [1, 0], String(typed)]];
    const marks = stands.filter(([value]) => value !== null && value >= low && value <= high).map(([value, name, dash, tip]) => ({ value, colour: colour(name), dash, tip: `${tip} ${number(value, 4)}` }));
    const table = () => tableOf([say("value"), say("chance")], points.filter((_, i) => i % 4 === 0).map((one) => [number(one.value, 4), percent(one.chance / 100)]), [0, 1]);
    chart(figure, { title: say("curve", { last, year }), key: say("curve_key", { year }), draw: (canvas) => drawn(canvas, "curve", { points, marks }), table, height: data.charts.curve.height });
  }
  // where the chance moves: from where it is negligible to where it is nearly certain
  function curvePoints(code, year) {
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
    const [low, high] = [back(Math.max(known.links[first], below - far)), back(Math.min(known.links[final], above + far))];
    return Array.from({ length: 49 }, (_, i) => low + ((high - low) * i) / 48).map((value) => [value, chanceOf(code, year, value)]);
  }
  function besides(code) {
    const told = data.targets[code];
    const kinds = [...new Set(told.beside.map((line) => line.kind))];
    if (!kinds.length) return [];
    const own = told.history.map((one) => [one.year, one.value]);
    const figures = kinds.map((kind) => {
      const lines = told.beside.filter((line) => line.kind === kind).map((line) => ({ ...line, who: line.who[state.lang], look: line.part ? ["accent", "square"] : [kind === "nation" ? "accent" : "mark", "circle"] }));
      if (own.length) lines.push({ who: say("beside_own"), values: own, look: ["ink", "diamond"] });
      const table = lines.flatMap((line) => line.values.map(([year, value]) => ({ year, value, who: line.who, colour: colour(line.look[0]), shape: line.look[1], tip: say("beside_tip", { who: line.who, year, value: number(value, 4) }) })));
      const title = [...new Set(lines.map((line) => line.who))].join(state.lang === "zh" ? "、" : ", ");
      const doubted = lines.some((line) => line.doubted) ? say("beside_doubted") : "";
      const numbers = () => tableOf([say("indicator"), say("year"), say("value")], table.map((one) => [one.who, one.year, number(one.value, 4)]), [1, 2]);
      const mark = { circle: "●", square: "■", diamond: "◆" };
      const named = lines.flatMap((line) => {
        const sign = h("span", { "aria-hidden": "true" }, `${mark[line.look[1]]} `);
        sign.style.color = colour(line.look[0]);
        return [sign, `${line.who}　`];
      });
      return chart(h("figure"), { title, key: [...named, doubted], draw: (canvas) => drawn(canvas, "beside", { lines: table }), table: numbers, height: data.charts.beside.height });
    });
    return [h("h4", null, say("beside")), h("div.pair", null, figures)];
  }
  function facts(code) {
    const row = rowOf[code];
    const told = data.targets[code];
    const line = (name, value, more) => h("tr", null, h("th", { scope: "row" }, name), h("td", null, value), h("td.numbers", null, more));
    const lines = told.history.map((one) => line(say("years_value", { year: one.year }), number(one.value, 4) + (one.events === null ? "" : say(one.events === 1 ? "death" : "deaths", { n: one.events })), one.source));
    const above = data.headings.target_city[state.lang];
    lines.push(line(data.headings.target[state.lang], told.target[state.lang], !/\d|[一-龥]/.test(row.target_city) ? "" : `${above} ${row.target_city}${row.p_city === null ? "" : say("above_chance", { chance: percent(row.p_city) })}`));
    if (row.p_published !== null) lines.push(line(say("published"), percent(row.p_published), ""));
    if (row.median !== null) {
      const ends = Object.fromEntries(["lo50", "hi50", "lo80", "hi80", "lo95", "hi95"].map((name) => [name, number(row[name])]));
      lines.push(line(say("projected", { last }), number(row.median), say("intervals", ends)));
    }
    if (row.change_so_far !== null) {
      const required = row.change_required === null ? "" : say("change_required", { year: row.latest_year, value: signed(row.change_required) });
      lines.push(line(say("change"), `${signed(row.change_so_far)} ${word(row.change_unit)}`, required + (row.attainment_year === null ? "" : say("attained", { year: row.attainment_year }))));
    }
    if (row.methods_on_track) {
      const [yes, n] = row.methods_on_track.split(" of ");
      lines.push(line(say("methods"), say("on_track", { n: say("of_methods", { yes, n }) }), told.cautions[state.lang].flatMap((one) => [one, h("br")])));
    }
    const evidence = row.evidence ? say("evidence", { word: word(row.evidence) }) : "";
    lines.push(line(say("comparability"), row.comparability + evidence, told.note[state.lang]));
    lines.push(line(say("department"), h("span", { lang: "zh" }, row.department), word(row.nature)));
    if (told.assumptions.length) lines.push(h("tr", null, h("th", { scope: "row" }, say("assumptions")), h("td", { colspan: 2 }, told.assumptions.flatMap((one, i) => [i ? ", " : "", h("a", { href: `#${one}` }, one)]))));
    if (told.doubts[state.lang].length) lines.push(h("tr", null, h("th", { scope: "row" }, say("in_doubt")), h("td.numbers", { colspan: 2 }, told.doubts[state.lang].flatMap((one, i) => [i ? h("br") : "", one]))));
    return h("div.wide", { tabindex: 0, role: "group", "aria-label": say("facts") }, h("table.facts", null, h("tbody", null, lines)));
  }

  // ---- comparison --------------------------------------------------------------------------------------------------------
  function compare(code) {
    if (state.compare.includes(code)) state.compare = state.compare.filter((one) => one !== code);
    else if (state.compare.length < MOST) state.compare = [...state.compare, code];
    else return;
    drawCompare();
    writeAddress();
  }
  function drawCompare() {
    const section = document.getElementById("compare");
    const full = state.compare.length >= MOST;
    const pick = h("select", { name: "pick", disabled: full, onchange: (event) => event.target.value && compare(event.target.value) }, h("option", { value: "" }, say("compare_pick")),
      rows.filter((row) => !state.compare.includes(row.code)).map((row) => h("option", { value: row.code }, `${row.code} ${nameOf(row.code)}`)));
    const picked = state.compare.map((code) => h("li", null, h("button", { type: "button", "aria-label": say("compare_one", { code }), onclick: () => compare(code) }, `${code} ×`)));
    const form = h("form", { onsubmit: (event) => event.preventDefault() }, h("label", null, h("span.small", null, say(full ? "compare_full" : "compare_pick")), " ", pick), h("ul.picked", null, picked));
    const panels = state.compare.map((code) => {
      const figure = h("figure");
      const drawable = data.targets[code].path.length || data.targets[code].joined.length;
      if (drawable) fanChart(figure, code);
      return h("div", null, h("h3", null, opener(code, `${code} ${nameOf(code)}`)), h("p", null, chanceBadge(rowOf[code])), drawable ? figure : h("p.small", null, say("no_fan")));
    });
    section.replaceChildren(h("h2", null, say("compare")), h("p", null, say("compare_none")), form, h("div.panels", null, panels));
    if (state.compare.length > 1) section.append(h("h3", null, say("compare_table")), compareTable());
    for (const one of document.querySelectorAll("[data-compare]")) one.textContent = say(state.compare.includes(one.dataset.compare) ? "compare_remove" : "compare_add");
  }
  function compareTable() {
    const own = state.compare.map((code) => rowOf[code]);
    const needed = ({ code }) => data.targets[code].needed;
    const asked = (row) => (needed(row) && needed(row).value !== null ? say("needed_of", { year: needed(row).year, value: number(needed(row).value, 4) }) : "—");
    const lines = [
      [say("indicator"), (row) => nameOf(row.code)],
      [say("aim"), (row) => withUnit(row.code, data.targets[row.code].target[state.lang])],
      [say("latest"), (row) => (row.latest_value === null ? "—" : say("latest_of", { value: number(row.latest_value, 4), year: row.latest_year }))],
      [say("chance"), (row) => chanceBadge(row)],
      [say("range"), (row) => (row.p_low === null ? "—" : `${percent(row.p_low)} – ${percent(row.p_high)}`)],
      [say("median", { last }), (row) => number(row.median)],
      [say("needed"), asked],
      [say("department"), (row) => row.department],
    ];
    return tableOf([say("code"), ...own.map((row) => row.code)], lines.map(([name, of]) => [name, ...own.map(of)]));
  }

  // ---- the year's evaluation ---------------------------------------------------------------------------------------------
  function drawVerdicts() {
    for (const figure of document.querySelectorAll("figure.verdicts")) {
      if (figure.dataset.lang !== state.lang) continue;
      const table = figure.parentElement.querySelector("table.counts");
      const [, , , ...names] = [...table.tHead.rows[0].cells].map((cell) => cell.textContent).slice(0, -1);
      const colours = ["very-likely", "likely", "unlikely", "about-as-likely-as-not", "without"];
      const parts = [...table.tBodies[0].rows].flatMap((line) => names.map((name, place) => {
        const [group, n] = [line.cells[0].textContent, Number(line.cells[place + 3].textContent)];
        return { group, n, place, colour: colour(colours[place]), on: colour(place === 4 ? "on-without" : "on-colour"), tip: say("domains_tip", { group, word: name, n }) };
      }));
      const key = h("small", null, names.flatMap((name, place) => [h(`span.chance.${colours[place]}`, null, name), "　"]));
      const canvas = h("div.canvas", { role: "img", "aria-label": say("nav_monitored") });
      figure.replaceChildren(h("figcaption", null, say("nav_monitored"), key), canvas);
      waiting.set(canvas, () => drawn(canvas, narrow() ? "bars_narrow" : "bars", { parts }));
      watcher.observe(canvas);
    }
  }

  // ---- the page ----------------------------------------------------------------------------------------------------------
  function toCSV() {
    const cell = (one) => (one === null ? "" : /[",\n]/.test(one) ? `"${String(one).replaceAll('"', '""')}"` : String(one));
    return "\ufeff" + [data.columns, ...data.rows].map((line) => line.map(cell).join(",")).join("\n") + "\n";
  }
  function render() {
    document.documentElement.lang = state.lang;
    if (state.theme) document.documentElement.dataset.theme = state.theme;
    else delete document.documentElement.dataset.theme;
    document.getElementById("theme").textContent = say(`theme_${state.theme || "auto"}`);
    document.getElementById("language").setAttribute("aria-label", data.words.language_said[state.lang]);
    waiting.clear();
    drawFilters();
    drawList();
    refilter();
    drawCompare();
    drawVerdicts();
  }
  // whatever changes, what is read stays where it is on the screen
  function inPlace(change) {
    const candidates = () => [...document.querySelectorAll("main > section, #answer > *, details.target, details.target[open] > div > *, #targets > figure, #compare .panels > *, #reading > *")];
    const place = candidates().findIndex((one) => one.getClientRects().length && one.getBoundingClientRect().top >= 0);
    const top = () => (place < 0 ? 0 : candidates()[place].getBoundingClientRect().top);
    const before = top();
    change();
    scrollBy({ top: top() - before, behavior: "instant" });
  }
  function listen() {
    const on = (id, act) => document.getElementById(id).addEventListener("click", act);
    on("language", () => inPlace(() => ((state.lang = state.lang === "zh" ? "en" : "zh"), render())));
    on("theme", () => inPlace(() => ((state.theme = { "": "light", light: "dark", dark: "" }[state.theme]), render())));
    on("csv", () => save(`outlook_${last}.csv`, "text/csv", toCSV()));
    on("print", () => print());
    on("link", async (event) => {
      const field = h("input", { readonly: true, value: location.href, "aria-label": say("link") });
      event.target.replaceWith(field);
      field.select();
      document.execCommand("copy");
      field.replaceWith(event.target);
      event.target.textContent = say("copied");
    });
    for (const tile of document.querySelectorAll(".tile")) {
      tile.addEventListener("click", () => (filter("answer", state.filters.answer === tile.dataset.answer ? "" : tile.dataset.answer), document.getElementById("targets").scrollIntoView()));
    }
    for (const link of document.querySelectorAll("[data-open]")) link.addEventListener("click", (event) => (event.preventDefault(), open(link.dataset.open)));
    addEventListener("hashchange", () => {
      if (location.hash.includes("=")) readAddress(), render();
      else if (location.hash) setTimeout(writeAddress, 0); // a place in the page: gone there, the address is the view's again
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);
    let wide = narrow();
    addEventListener("resize", () => narrow() !== wide && ((wide = narrow()), refilter(), drawVerdicts()));
    addEventListener("beforeprint", drawAll);
  }
  readAddress();
  listen();
  render();
  if (state.open) setTimeout(() => open(state.open), 0);
  (window.requestIdleCallback || setTimeout)(() => setTimeout(drawAll, 0));
  // for tests, and for whoever wants to ask from the console
  window.kzplan = { data, chanceOf, fanOf, likelihoodOf, refused, number, percent, state, drawAll, toCSV };
})();
