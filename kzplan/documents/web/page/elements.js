// ---- building ----------------------------------------------------------------------------------------------------------
// a number and its per cent stay on one line
function whole(text) {
  return text.replace(/(\d) %/g, "$1\u00a0%");
}
// h("p.small", {title: "…"}, "text", node): an element with what is in it
function h(tag, attributes, ...inside) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== "").map((one) => (typeof one === "string" ? whole(one) : one)));
  return made;
}
function chanceBadge(row) {
  if (row.reason) return h("span.chance.reason", null, word(row.reason));
  const why = withheld(row.p_reach, row.outlook) ? h("small.why", null, say("withheld")) : null;
  return h(`span.chance.${row.outlook.replaceAll(" ", "-")}`, null, say("chance_of", { percent: percent(row.p_reach), word: outlookWords(row) }), why);
}
// a chance as high as "very likely" asks, of a target that is not called so (A10)
function withheld(p, outlook) {
  return outlook === data.likelihoods[1][1] && p >= data.likelihoods[0][0];
}
// on a small screen the lines of a table of more columns, or of long cells, stand one under the other
const CARDS = 3;
function tableOf(headings, lines, numeric = [], cards = headings.length > CARDS) {
  const cell = (tag, one, i) => h(numeric.includes(i) ? `${tag}.num` : tag, tag === "th" ? { scope: "col" } : { "data-th": i ? headings[i] : null }, one);
  const head = h("tr", null, headings.map((one, i) => cell("th", one, i)));
  const body = lines.map((line) => h("tr", null, line.map((one, i) => cell("td", one, i))));
  const said = headings.join(state.lang === "zh" ? "、" : ", ");
  return h("div.wide", { tabindex: 0, role: "group", "aria-label": said }, h(cards ? "table.cards" : "table", null, h("thead", null, head), h("tbody", null, body)));
}
function opener(code, text) {
  return h("button.plain", { type: "button", onclick: () => open(code) }, text);
}

