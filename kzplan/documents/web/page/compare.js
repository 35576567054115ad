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
  const asked = (row) => (needed(row) && needed(row).value !== null ? say("needed_of", { year: needed(row).year, value: withUnit(row.code, number(needed(row).value, 4)) }) : "—");
  const lines = [
    [say("indicator"), (row) => nameOf(row.code)],
    [say("aim"), (row) => data.targets[row.code].aimed[state.lang]],
    [say("latest"), (row) => (row.latest_value === null ? "—" : say("latest_of", { value: withUnit(row.code, number(row.latest_value, 4)), year: row.latest_year }))],
    [say("chance"), (row) => chanceBadge(row)],
    [say("range"), (row) => (row.p_low === null ? "—" : `${percent(row.p_low)} – ${percent(row.p_high)}`)],
    [say("median", { last }), (row) => (row.median === null ? "—" : withUnit(row.code, number(row.median)))],
    [say("needed"), asked],
    [say("department"), departmentsOf],
  ];
  return tableOf([say("code"), ...own.map((row) => row.code)], lines.map(([name, of]) => [name, ...own.map(of)]), [], true);
}

