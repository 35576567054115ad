// ---- the odds of a supposed value --------------------------------------------------------------------------------------
// The page carries centre and scale of the model's Student t at some values; between two of them a straight line is exact enough.
function logGamma(x) {
  const series = [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 1.208650973866179e-3, -5.395239384953e-6];
  const t = x + 5.5;
  const sum = series.reduce((told, one, i) => told + one / (x + 1 + i), 1.000000000190015);
  return -(t - (x + 0.5) * Math.log(t)) + Math.log((2.5066282746310005 * sum) / x);
}
// regularised incomplete beta function by its continued fraction (Numerical Recipes, 6.4)
function incompleteBeta(a, b, x) {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / Math.max(1 - ((a + b) * x) / (a + 1), tiny);
  let sum = d;
  for (let m = 1; m < 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let step = 1;
    for (const term of [even, odd]) {
      d = 1 / (1 + term * d || tiny);
      c = 1 + term / c || tiny;
      step = c * d;
      sum *= step;
    }
    if (Math.abs(step - 1) < 1e-12) break;
  }
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return (front * sum) / a;
}
function studentBelow(t, df) {
  if (t === Infinity || t === -Infinity) return t > 0 ? 1 : 0;
  const tail = incompleteBeta(df / 2, 0.5, df / (df + t * t)) / 2;
  return t > 0 ? 1 - tail : tail;
}
function linkOf(told, value) {
  if (told.edge !== null) {
    const share = Math.min(Math.max(value, 0.05), 99.95) / 100;
    return Math.log(share / (1 - share));
  }
  return Math.log(value) - (told.ceiling === null ? 0 : Math.log1p(-value / told.ceiling));
}
function along(places, values, at) {
  let i = places.findIndex((place) => place >= at);
  if (i <= 0) return values[i === 0 ? 0 : values.length - 1];
  const share = (at - places[i - 1]) / (places[i] - places[i - 1]);
  return values[i - 1] + share * (values[i] - values[i - 1]);
}
// why a value cannot be tried, in words; blank where it can
function refused(code, year, value) {
  const told = data.supposed[code];
  const known = told.years[year];
  if (!Number.isFinite(value)) return say("if_no_number", { hint: hint(code, year) });
  if (value === 0 && known.without) return "";
  const shown = { value: number(value, 4), births: told.births && grouped(told.births), low: number(known.low, 4), hint: hint(code, year) };
  if (told.step && value >= 0 && value < told.step / 2) return say("if_few", shown);
  return value < known.low || value > known.high ? say("if_outside", shown) : "";
}
function hint(code, year) {
  const told = data.supposed[code];
  const known = told.years[year];
  const whole = known.low < 0.55 * told.step; // from half an event on, rounded, all can be tried
  return say(known.without ? (whole ? "if_hint_zero" : "if_hint_zero_far") : "if_hint", { low: number(known.low, 4), high: number(known.high, 4), births: told.births && grouped(told.births) });
}
// centre and scale at the beginning, the middle and the end of the fan
function supposedAt(code, year, value) {
  const told = data.supposed[code];
  const known = told.years[year];
  if (value === 0 && known.without) return { told, known, center: known.without.map((one) => one[0]), scale: known.without.map((one) => one[1]) };
  const link = linkOf(told, value);
  const [center, scale] = [known.centers, known.scales].map((columns) => columns.map((column) => along(known.links, column, link)));
  return { told, known, center, scale };
}
function chanceOf(code, year, value) {
  const { known, center, scale } = supposedAt(code, year, value);
  const [below, above] = known.ends.map((end, i) => studentBelow(((end === null ? (i ? Infinity : -Infinity) : end) - center[2]) / scale[2], known.df));
  return above - below;
}
function likelihoodOf(code, year, value) {
  const p = chanceOf(code, year, value);
  const { told } = supposedAt(code, year, value);
  const own = data.targets[code].history.at(-1);
  const judged = own && own.year > year ? own.value : value;
  const known = judged > 0 || told.edge !== null; // a year without an event is no margin
  const sure = known && told.sure && (told.sure[0] === null || judged >= told.sure[0]) && (told.sure[1] === null || judged <= told.sure[1]);
  const name = data.likelihoods.find(([least]) => p >= least)[1];
  return name === "very likely" && !sure ? "likely" : name;
}
