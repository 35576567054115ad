// ---- charts ------------------------------------------------------------------------------------------------------------
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
function outlookColour(name) {
  return colour(name.replaceAll(" ", "-") || "without");
}
// what changes with language and light; the rest stands in the charts
function looks() {
  const font = getComputedStyle(document.body).fontFamily;
  const axis = { labelColor: colour("soft"), gridColor: colour("line"), domainColor: colour("soft"), tickColor: colour("soft") };
  return { axis: { ...axis, labelFont: font }, style: { text: { font } } };
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
const views = new Map(); // of the charts that stand in the page
// one that has left it would go on to answer whenever the window changes
function forgetGone() {
  for (const [canvas, made] of views) if (!canvas.isConnected) (made.finalize(), views.delete(canvas));
}
// lines: how many a chart has whose height is that of one
async function drawn(canvas, name, tables, { lines = 1, ...settings } = {}) {
  const spec = structuredClone(data.charts[name]);
  spec.height *= lines;
  spec.description = canvas.getAttribute("aria-label"); // else Vega would give the canvas one of its own
  for (const one of spec.data) if (one.name in tables) one.values = tables[one.name];
  const colours = ["ink", "soft", "accent", "good", "mark", "paper"].map((one) => [one, colour(one)]);
  const set = { ...Object.fromEntries(colours), ...settings };
  for (const one of spec.signals) if (one.name in set) one.value = set[one.name];
  const embed = vega();
  forgetGone();
  if (views.has(canvas)) views.get(canvas).finalize();
  const made = await embed(canvas, spec, { mode: "vega", ast: true, actions: false, renderer: "svg", logLevel: 1, config: looks(), tooltip: { disableDefaultStyle: true } });
  views.set(canvas, made);
  const picture = canvas.querySelector("svg"); // what it shows is said by its canvas, and by the table beneath
  for (const one of [picture, ...picture.querySelectorAll("[role]")]) for (const name of ["role", "aria-roledescription", "aria-label"]) one.removeAttribute(name);
  picture.setAttribute("aria-hidden", "true");
  canvas.setAttribute("role", "img");
  canvas.removeAttribute("aria-roledescription");
  canvas.dataset.drawn = "yes";
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
// figure: its title, the chart, and what stands under it
function chart(figure, { title, key, described, draw, table, height, signed }) {
  const canvas = h("div.canvas", { role: "img", "aria-label": described || title });
  canvas.style.minHeight = `${height}px`; // nothing moves when it is drawn
  figure.replaceChildren(h("figcaption", null, title, h("small", null, key || "")), canvas);
  under(figure, { title, table, keep: () => kept(canvas), signed });
  figure.redraw = () => draw(canvas);
  waiting.set(canvas, () => draw(canvas));
  watcher.observe(canvas);
  return figure;
}
// under a chart: the numbers as a table, a way to keep the picture, and where it is from
function under(figure, { title, table, keep, signed }) {
  for (const one of figure.querySelectorAll(":scope > .under, :scope > .from")) one.remove();
  const button = h("button", { type: "button", onclick: async () => save(`${title}.svg`, "image/svg+xml", await keep()) }, say("save"));
  const numbers = h("details", { ontoggle: (event) => event.target.open && event.target.childElementCount === 1 && event.target.append(table()) }, h("summary", null, say("table")));
  figure.append(h("div.under", null, numbers, button));
  if (signed) figure.append(h("p.from", null, say(data.reported ? "from_reported" : "from", { cite: data.cite[state.lang], first: data.period.first })));
}
async function kept(canvas) {
  if (!views.has(canvas)) await drawWaiting(canvas);
  return views.get(canvas).view.toSVG();
}
function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
