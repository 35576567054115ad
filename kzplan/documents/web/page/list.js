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
  drawStanding(shown);
  writeAddress();
}
function listed() {
  return Object.keys(data.filters.domain).map((domain) => {
    const own = rows.filter((row) => row.domain === domain).map((row) => {
      const unit = unitOf(row.code);
      const latest = row.latest_value === null ? word(row.status) : `${say("latest")} ${say("latest_of", { value: number(row.latest_value, 4), year: row.latest_year })}`;
      const head = h("summary", null, h("span.code", null, row.code), h("span.name", null, nameOf(row.code), unit ? h("small", null, ` ${unit}`) : null),
        h("span.aim", null, `${say("aim")} ${data.targets[row.code].target[state.lang]}`), h("span.latest", null, latest), h("span.odds", null, chanceBadge(row), h("span.tried")));
      const made = h("details.target", { id: `t-${row.code}`, "data-code": row.code, ontoggle: toggled }, head, h("div"));
      return made;
    });
    return h("div", null, h("h3", null, word(domain)), own);
  });
}
function drawList() {
  const list = document.getElementById("list");
  if (list.dataset.lang !== state.lang) list.replaceChildren(...listed()); // the language alone changes what its lines say
  list.dataset.lang = state.lang;
  for (const one of list.querySelectorAll("details.target[open]")) if (one.dataset.code !== state.open) fold(one);
  if (state.open) {
    const opened = document.getElementById(`t-${state.open}`);
    opened.lastElementChild.replaceChildren(...article(state.open));
    opened.open = true;
  }
}
