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
// an article that is closed has nothing in it
function fold(target) {
  target.open = false;
  target.lastElementChild.replaceChildren();
  tellHead(target.dataset.code, null);
}
function toggled(event) {
  const { target } = event;
  const { code } = target.dataset;
  const body = target.lastElementChild;
  if (!target.open) {
    fold(target);
    if (state.open === code) state.open = "";
  } else if (!body.childElementCount) {
    if (state.open !== code) Object.assign(state, { open: code, value: "", year: 0, other: "" });
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
