// ---- the page ----------------------------------------------------------------------------------------------------------
function toCSV() {
  const cell = (one) => (one === null ? "" : /[",\n]/.test(one) ? `"${String(one).replaceAll('"', '""')}"` : String(one));
  return "\ufeff" + [data.columns, ...data.rows].map((line) => line.map(cell).join(",")).join("\n") + "\n";
}
function dress() {
  if (document.documentElement.lang !== state.lang) document.documentElement.lang = state.lang; // set anew, it would change the look of all
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
}
function render() {
  dress();
  document.getElementById("theme").textContent = say(`theme_${state.theme || "auto"}`);
  document.getElementById("language").setAttribute("aria-label", data.words.language_said[state.lang]);
  waiting.clear();
  const unknown = document.getElementById("unknown");
  unknown.hidden = !state.unknown.length;
  unknown.textContent = state.unknown.length ? say("unknown", { asked: state.unknown.join(state.lang === "zh" ? "、" : ", ") }) : "";
  drawFilters();
  drawList();
  refilter();
  drawCompare();
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
  const menu = document.getElementById("menu"); // of a small screen: a second click, or one anywhere else, folds it
  const unfold = (open) => menu.setAttribute("aria-expanded", open);
  addEventListener("click", (event) => unfold(menu.contains(event.target) && menu.getAttribute("aria-expanded") === "false"));
  addEventListener("keydown", (event) => event.key === "Escape" && unfold(false));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);
  addEventListener("beforeprint", drawAll);
}
function begin() {
  listen();
  listenToStanding();
  render();
  if (state.open) setTimeout(() => open(state.open), 0);
  (window.requestIdleCallback || setTimeout)(() => setTimeout(drawAll, 0));
  // for tests, and for whoever wants to ask from the console
  window.kzplan = { data, chanceOf, curvePoints, fanOf, likelihoodOf, refused, sides, number, percent, withUnit, state, drawAll, toCSV };
}
readAddress();
dress();
// what stands in the page is seen before the rest is made; a page that is not in sight makes it at once
if (document.hidden) begin();
else requestAnimationFrame(() => setTimeout(begin, 0));
