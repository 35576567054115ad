// ---- the charts that stand in the page as it was written: what is chosen hides lines and counts anew ------------------------------
const pointed = h("div", { id: "tip", role: "tooltip", hidden: true });
function drawStanding(shown) {
  const codes = new Set(shown.map((row) => row.code));
  for (const rung of document.querySelectorAll(".ladder > [data-code]")) rung.hidden = !codes.has(rung.dataset.code);
  const likely = shown.filter((row) => row.outlook).sort((a, b) => b.p_reach - a.p_reach);
  const ladder = document.getElementById("ladder");
  ladder.querySelector(".none").hidden = likely.length > 0;
  ladder.querySelector(".ladder").hidden = !likely.length;
  ladder.classList.toggle("empty", !likely.length);
  count(document.querySelector("#domains .bars"), (domain, outlook) => shown.filter((row) => row.domain === domain && row.outlook === outlook).length);
  under(ladder, { title: say("ladder", { last }), table: () => ladderTable(likely), keep: () => ladderPicture(likely), signed: true });
  under(document.getElementById("domains"), { title: say("domains"), table: domainTable, keep: domainPicture, signed: true });
}
// the bars of a chart: of each group and part the number that is told, the longest bar across
function count(chart, told) {
  const groups = [...chart.children].map((line) => [line, [...line.querySelectorAll("i")].map((part) => [part, told(line.dataset.group, part.dataset.part)])]);
  const lengths = groups.map(([, parts]) => parts.reduce((sum, [, n]) => sum + n, 0));
  groups.forEach(([line, parts], i) => {
    line.hidden = !lengths[i];
    line.querySelector(".parts").style.width = `${(100 * lengths[i]) / Math.max(...lengths)}%`;
    for (const [part, n] of parts) {
      part.hidden = !n;
      part.style.flexGrow = n;
      part.textContent = n;
    }
  });
}
// what is counted there, as it stands: [{group, said, parts: [{name, n}]}]
function counted() {
  const lines = [...document.querySelectorAll("#domains .bars > li")].filter((line) => !line.hidden);
  return lines.map((line) => ({ group: word(line.dataset.group), parts: [...line.querySelectorAll("i")].map((part) => ({ part, look: part.className, name: part.dataset[state.lang], n: Number(part.textContent) })) }));
}
function domainTable() {
  const groups = counted();
  const names = groups.length ? groups[0].parts.map((one) => one.name) : [];
  return tableOf([say("domain"), ...names], groups.map(({ group, parts }) => [group, ...parts.map((one) => one.n)]), names.map((_, i) => i + 1));
}
function ladderTable(drawn) {
  const lines = drawn.map((row) => [row.code, opener(row.code, nameOf(row.code)), percent(row.p_reach), `${percent(row.p_low)} – ${percent(row.p_high)}`, row.p_published === null ? "—" : percent(row.p_published), outlookWords(row)]);
  return tableOf(["code", "indicator", "chance", "range", "published", "outlook"].map((one) => say(one)), lines, [2, 3, 4]);
}
// pictures to keep are drawn by Vega, out of sight
function ladderPicture(drawn) {
  const of = (one) => (one === null ? null : 100 * one);
  const rungs = drawn.map((row) => ({ code: row.code, name: `${nameOf(row.code)}  ${row.code}`, chance: of(row.p_reach), low: of(row.p_low), high: of(row.p_high), published: of(row.p_published), colour: outlookColour(row.outlook), tip: "" }));
  return pictured("ladder", { rungs }, drawn.length);
}
function domainPicture() {
  const groups = counted();
  const parts = groups.flatMap(({ group, parts: own }) => own.map(({ n, look }, place) => ({ group, n, place, colour: colour(look), on: colour(look === "without" ? "on-without" : "on-colour"), tip: "" })));
  return pictured("bars", { parts }, groups.length);
}
async function pictured(name, tables, lines) {
  const canvas = h("div.aside", { "aria-hidden": "true" });
  document.body.append(canvas);
  await drawn(canvas, name, tables, { lines });
  const svg = await views.get(canvas).view.toSVG();
  canvas.remove();
  return svg;
}
// what a line of the ladder or a part of a bar says when it is pointed at, or reached by keyboard
function tipOf(at) {
  const rung = at.closest(".ladder > [data-code]");
  if (rung) {
    const row = rowOf[rung.dataset.code];
    const line = { name: nameOf(row.code), chance: percent(row.p_reach), word: outlookWords(row), low: percent(row.p_low), high: percent(row.p_high) };
    const why = withheld(row.p_reach, row.outlook) ? `\n${say("withheld")}` : "";
    return say("ladder_tip", line) + why + (row.p_published === null ? "" : say("published_tip", { chance: percent(row.p_published) }));
  }
  const part = at.closest(".bars i");
  if (!part) return "";
  const group = [...part.closest("li").querySelector(".name").children].find((one) => one.lang === state.lang).textContent;
  return say("domains_tip", { group, word: part.dataset[state.lang], n: part.textContent });
}
function showTip(event) {
  const said = tipOf(event.target);
  pointed.hidden = !said;
  pointed.textContent = said;
  if (!said) return;
  const box = event.target.getBoundingClientRect();
  const [x, y] = event.type === "focusin" ? [box.left, box.bottom] : [event.clientX, event.clientY];
  pointed.style.left = `${Math.max(Math.min(x + 12, innerWidth - pointed.offsetWidth - 8), 8)}px`;
  pointed.style.top = `${y + 16 + pointed.offsetHeight > innerHeight ? y - pointed.offsetHeight - 12 : y + 16}px`;
}
function listenToStanding() {
  document.body.append(pointed);
  addEventListener("pointermove", (event) => event.pointerType === "mouse" && showTip(event));
  addEventListener("focusin", (event) => event.target.matches(":focus-visible") && showTip(event));
  for (const kind of ["focusout", "scroll"]) addEventListener(kind, () => (pointed.hidden = true), { passive: true });
  addEventListener("keydown", (event) => event.key === "Escape" && (pointed.hidden = true));
  for (const rung of document.querySelectorAll(".ladder > [data-code]")) rung.addEventListener("click", (event) => event.target.closest("a") || open(rung.dataset.code));
}
