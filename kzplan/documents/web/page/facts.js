// ---- numbers and sources of a target ------------------------------------------------------------------------------------------------
function facts(code) {
  const row = rowOf[code];
  const told = data.targets[code];
  const line = (name, value, more) => h("tr", null, h("th", { scope: "row" }, name), h("td", null, value), h("td.numbers", null, more));
  const lines = told.history.map((one) => line(say("years_value", { year: one.year }), number(one.value, 4) + (one.events === null ? "" : say(one.events === 1 ? "death" : "deaths", { n: one.events })), one.source[state.lang]));
  const above = data.headings.target_city[state.lang];
  for (const [year, asked] of Object.entries(told.interim[state.lang])) lines.push(line(say("interim", { year }), asked, ""));
  lines.push(line(data.headings.target[state.lang], told.aimed[state.lang], !/\d|[一-龥]/.test(row.target_city) ? "" : `${above} ${row.target_city}${row.p_city === null ? "" : say("above_chance", { chance: percent(row.p_city) })}`));
  if (row.p_published !== null) lines.push(line(say("published"), percent(row.p_published), ""));
  if (row.median !== null) {
    const ends = Object.fromEntries(["lo50", "hi50", "lo80", "hi80", "lo95", "hi95"].map((name) => [name, number(row[name])]));
    lines.push(line(say("projected", { last }), number(row.median), say("intervals", ends)));
  }
  if (row.change_so_far !== null) {
    const required = row.change_required === null ? "" : say("change_required", { year: row.latest_year, value: aYear(row.change_required, row.change_unit) });
    lines.push(line(say("change"), aYear(row.change_so_far, row.change_unit), required + (row.attainment_year === null ? "" : say("attained", { year: row.attainment_year }))));
  }
  if (row.methods_on_track) {
    const [yes, n] = row.methods_on_track.split(" of ");
    lines.push(line(say("methods"), say("on_track", { n: say("of_methods", { yes, n }) }), told.cautions[state.lang].flatMap((one) => [one, h("br")])));
  }
  const evidence = row.evidence ? say("evidence", { word: word(row.evidence) }) : "";
  lines.push(line(say("comparability"), (told.graded ? row.comparability : "—") + evidence, told.note[state.lang]));
  lines.push(line(say("department"), departmentsOf(row), word(row.nature)));
  if (told.assumptions.length) lines.push(h("tr", null, h("th", { scope: "row" }, say("assumptions")), h("td", { colspan: 2 }, told.assumptions.flatMap((one, i) => [i ? ", " : "", h("a", { href: `#${one}` }, one)]))));
  if (told.doubts[state.lang].length) lines.push(h("tr", null, h("th", { scope: "row" }, say("in_doubt")), h("td.numbers", { colspan: 2 }, told.doubts[state.lang].flatMap((one, i) => [i ? h("br") : "", one]))));
  return h("div.wide", { tabindex: 0, role: "group", "aria-label": say("facts") }, h("table.facts", null, h("tbody", null, lines)));
}
