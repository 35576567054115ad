// the page of a panel: language, colours, and opening the target that is asked for; all that is read stands in it without this
const page = document.documentElement;
const words = JSON.parse(document.getElementById("words").textContent);
const state = { theme: "" };
function dress() {
  if (state.theme) page.dataset.theme = state.theme;
  else delete page.dataset.theme;
  document.getElementById("theme").textContent = words[`theme_${state.theme || "auto"}`][page.lang];
  document.getElementById("language").setAttribute("aria-label", words.language_said[page.lang]);
  for (const one of document.querySelectorAll("#choose option")) one.textContent = one.dataset[page.lang];
}
function read() {
  const told = new URLSearchParams(location.hash.slice(1));
  if (told.get("lang") === "en" || told.get("lang") === "zh") page.lang = told.get("lang");
  if (["light", "dark"].includes(told.get("theme"))) state.theme = told.get("theme");
  const asked = told.get("open") || decodeURIComponent(location.hash.slice(1));
  const one = asked ? document.getElementById(asked) : null;
  if (one && one.matches("details.target")) {
    one.open = true;
    one.scrollIntoView();
    document.getElementById("choose").value = asked;
  }
  dress();
}
document.getElementById("language").addEventListener("click", () => {
  page.lang = page.lang === "zh" ? "en" : "zh";
  dress();
});
document.getElementById("theme").addEventListener("click", () => {
  state.theme = { "": "light", light: "dark", dark: "" }[state.theme];
  dress();
});
document.getElementById("print").addEventListener("click", () => print());
document.getElementById("choose").addEventListener("change", (event) => {
  if (event.target.value) location.hash = event.target.value;
});
const menu = document.getElementById("menu"); // of a small screen: a second click, or one anywhere else, folds it
const unfold = (open) => menu.setAttribute("aria-expanded", open);
addEventListener("click", (event) => unfold(menu.contains(event.target) && menu.getAttribute("aria-expanded") === "false"));
addEventListener("keydown", (event) => event.key === "Escape" && unfold(false));
addEventListener("hashchange", read);
document.getElementById("picker").hidden = false;
read();
