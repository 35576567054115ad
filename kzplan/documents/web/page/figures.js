// ---- the charts of a target: its fan, and others beside it ------------------------------------------------------------------------
function sides(code, path, value) {
  const told = data.targets[code];
  const values = [...told.joined.flatMap((line) => line.values.map((one) => one[1])), ...(told.goal || []), ...path.flatMap((one) => [one[6], one[5]]), value];
  const known = values.filter((one) => one !== null && Number.isFinite(one));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const pad = 0.09 * (high - low || Math.max(2 * Math.abs(high), 1));
  const share = rowOf[code].kind === "proportion";
  return [rowOf[code].kind === "positive" ? low - pad : Math.max(low - pad, 0), share ? Math.min(high + pad, 101) : high + pad];
}
function fanChart(figure, code) {
  const told = data.targets[code];
  const title = unitOf(code) ? say("fan", { name: nameOf(code), unit: unitOf(code) }) : nameOf(code);
  const draw = async (canvas) => {
    const tried = figure.tried;
    const path = tried ? fanOf(code, tried.year, tried.value) : told.path;
    const tip = (one) => say("fan_tip", { year: one[0], median: number(one[1]), low: number(one[4]), high: number(one[5]) });
    const names = ["year", "median", "lo50", "hi50", "lo80", "hi80", "lo95", "hi95"];
    const values = told.joined.flatMap((line) => line.values.map(([year, value]) => {
      const events = (told.history.find((one) => one.year === year) || {}).events;
      const dead = events === null || events === undefined || line.hollow ? "" : say(events === 1 ? "death" : "deaths", { n: events });
      return { year, value, joined: line.who[state.lang], hollow: line.hollow ? 1 : 0, tip: say("value_tip", { who: line.who[state.lang], year, value: number(value, 4) }) + dead };
    }));
    const goal = { low: told.goal && told.goal[0], high: told.goal && told.goal[1], tip: say("goal_tip", { target: told.target[state.lang] }) };
    const tables = {
      path: path.map((one) => ({ ...Object.fromEntries(names.map((name, i) => [name, one[i]])), tip: tip(one) })),
      values, goals: told.goal ? [goal] : [],
      supposed: tried ? supposedLine(code, tried) : [],
    };
    const [lowest, highest] = sides(code, path, tried && tried.value);
    const from = Math.min(data.period.start, ...values.map((one) => one.year)) - 1;
    return drawn(canvas, "fan", tables, { from, until: last + 1, lowest, highest });
  };
  const blank = ["", "", ""];
  const table = () => tableOf([say("year"), say("kind"), say("value"), ...[50, 80, 95].map((level) => level + ofHundred())], [
    ...told.joined.flatMap((line) => line.values.map(([year, value]) => [year, line.who[state.lang], number(value, 4), ...blank])),
    ...(figure.tried ? [[figure.tried.year, say("supposed"), number(figure.tried.value, 4), ...blank]] : []),
    ...(figure.tried ? fanOf(code, figure.tried.year, figure.tried.value) : told.path).map((one) => [one[0], say("projected_median"), number(one[1]), ...[2, 4, 6].map((i) => `${number(one[i])} – ${number(one[i + 1])}`)]),
  ], [2, 3, 4, 5]);
  const reported = told.joined.some((line) => !line.hollow && line.values.length);
  const key = say("fan_key", { reported: reported ? say("fan_reported") : "", target: told.goal ? say("key_target") : "" });
  return chart(figure, { title, key: [key, " ", ...told.joined.filter((line) => line.hollow).map((line) => say("hollow", { who: line.who[state.lang] })), h("span.tried", null, figure.tried ? say("tried_key") : ""), h("span.begins", null, begins(code, figure.tried)), " ", h("span.beyond", null, beyond(code, figure.tried))], described: told.sentence[state.lang], draw, table, height: data.charts.fan.height, signed: true });
}
// how far the widest interval goes on above what is in sight; blank where all of it is
function beyond(code, tried) {
  const path = tried ? fanOf(code, tried.year, tried.value) : data.targets[code].path;
  const top = path.reduce((best, one) => (best && best[7] >= one[7] ? best : one), null);
  return top && top[7] > sides(code, path, tried && tried.value)[1] ? say("beyond", { high: number(top[7]), year: top[0] }) : "";
}
// why a fan does not begin at the last value, where that would be seen; blank elsewhere
function begins(code, tried) {
  const told = data.targets[code].begins;
  if (!tried) return told ? told[state.lang] + (state.lang === "zh" ? "。" : ".") : "";
  const [, median, low, high] = fanOf(code, tried.year, tried.value)[0];
  if (tried.value >= low && tried.value <= high) return "";
  const apart = [2, 3, 4].map((digits) => [number(median, digits), number(tried.value, digits)]).find(([start, value]) => start !== value);
  return apart ? say("begins", { start: apart[0], value: apart[1] }) : ""; // as kzplan.indicator.published.told_apart
}
// a value that is tried, and the last one before it, so that nothing is left blank between them
function supposedLine(code, tried) {
  const before = data.targets[code].history.filter((one) => one.year < tried.year).at(-1);
  const point = { ...tried, tip: say("supposed_tip", { year: tried.year, value: number(tried.value, 4) }) };
  return before ? [{ year: before.year, value: before.value, tip: null }, point] : [point];
}
function besides(code) {
  const told = data.targets[code];
  const kinds = [...new Set(told.beside.map((line) => line.kind))];
  if (!kinds.length) return [];
  const own = told.history.map((one) => [one.year, one.value]);
  const figures = kinds.map((kind) => {
    const lines = told.beside.filter((line) => line.kind === kind).map((line) => ({ ...line, who: line.who[state.lang], look: line.part ? ["accent", "square"] : [kind === "nation" ? "accent" : "mark", "circle"] }));
    if (own.length) lines.push({ who: say("beside_own"), values: own, look: ["ink", "diamond"] });
    const table = lines.flatMap((line) => line.values.map(([year, value]) => ({ year, value, who: line.who, colour: colour(line.look[0]), shape: line.look[1], tip: say("beside_tip", { who: line.who, year, value: number(value, 4) }) })));
    const title = [...new Set(lines.map((line) => line.who))].join(state.lang === "zh" ? "、" : ", ");
    const doubted = lines.some((line) => line.doubted) ? say("beside_doubted") : "";
    const numbers = () => tableOf([say("indicator"), say("year"), say("value")], table.map((one) => [one.who, one.year, number(one.value, 4)]), [1, 2]);
    const mark = { circle: "●", square: "■", diamond: "◆" };
    const named = lines.flatMap((line) => {
      const sign = h("span", { "aria-hidden": "true" }, `${mark[line.look[1]]} `);
      sign.style.color = colour(line.look[0]);
      return [sign, `${line.who}　`];
    });
    return chart(h("figure"), { title, key: [...named, doubted], draw: (canvas) => drawn(canvas, "beside", { lines: table }), table: numbers, height: data.charts.beside.height });
  });
  return [h("h4", null, say("beside")), h("div.pair", null, figures)];
}
