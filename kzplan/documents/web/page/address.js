// ---- state and address -------------------------------------------------------------------------------------------------
function readAddress() {
  const told = new URLSearchParams(location.hash.slice(1));
  if (location.hash && !location.hash.includes("=")) return;
  state.unknown = [];
  // what stands under a name, where the page has it; what it has not is said, not passed over
  const asked = (name, known) => {
    const one = told.get(name);
    if (one === null || known(one)) return one || "";
    state.unknown.push(`${name}=${one}`);
    return "";
  };
  state.lang = asked("lang", (one) => ["zh", "en"].includes(one)) || "zh";
  state.theme = asked("theme", (one) => ["light", "dark"].includes(one));
  const answers = { ...data.filters, answer: data.answers };
  const filters = Object.keys(answers).map((name) => [name, asked(name, (one) => Object.hasOwn(answers[name], one))]);
  state.filters = Object.fromEntries(filters.filter(([, one]) => one));
  state.lacking = told.has("lacking");
  state.open = asked("open", (one) => Object.hasOwn(rowOf, one));
  const codes = (told.get("compare") || "").split(",").filter(Boolean);
  state.compare = codes.filter((code) => Object.hasOwn(rowOf, code)).slice(0, MOST);
  state.unknown.push(...codes.filter((code) => !state.compare.includes(code)).map((code) => `compare=${code}`));
  const years = Object.keys((data.supposed[state.open] || { years: {} }).years);
  state.year = Number(asked("year", (one) => !state.open || years.includes(one)));
  state.value = told.get("value") || "";
  state.other = state.unknown.find((one) => one.startsWith("year=")) ? told.get("year") : "";
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
  const hash = String(told) && `#${told}`;
  if (location.hash !== hash) history.replaceState(null, "", hash || "#"); // a browser keeps account of every one
}

