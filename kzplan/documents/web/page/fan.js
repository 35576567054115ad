// ---- the fan of a supposed value -----------------------------------------------------------------------------------------------------
// shares as the model sees them near a limit: where each logit lies on the stretched scale (kzplan.indicator.measure.stretch)
const stretched = {};
function stretchedBy(edge) {
  if (!stretched[edge]) {
    const steps = Array.from({ length: 2401 }, (_, i) => -9 + (18 * i) / 2400);
    const slope = steps.map((z) => (4 / ((1 + Math.exp(-z)) * (1 + Math.exp(z)))) ** edge);
    const places = [0];
    for (let i = 1; i < steps.length; i++) places.push(places[i - 1] + ((slope[i] + slope[i - 1]) / 2) * (steps[1] - steps[0]));
    const middle = places[1200];
    stretched[edge] = { places: places.map((place) => place - middle), values: steps.map((z) => 100 / (1 + Math.exp(-z))) };
  }
  return stretched[edge];
}
function valueOf(told, z) {
  if (told.edge !== null) {
    const { places, values } = stretchedBy(told.edge);
    const value = along(places, values, z);
    return value >= 99.95 ? 100 : value <= 0.05 ? 0 : value;
  }
  return told.ceiling === null ? Math.exp(z) : told.ceiling / (1 + Math.exp(Math.log(told.ceiling) - z));
}
// a curve through three points: at 0, ½ and 1
function throughThree([a, b, c], at) {
  return a * (1 - at) * (1 - 2 * at) + 4 * b * at * (1 - at) + c * at * (2 * at - 1);
}
// rows as a path has them: year, median, and both ends of each interval
function fanOf(code, year, value) {
  const { told, known, center, scale } = supposedAt(code, year, value);
  const [begin, , end] = known.horizons;
  const squares = scale.map((one) => one * one);
  const path = [];
  for (let at = begin; at <= end; at++) {
    const share = (at - begin) / (end - begin);
    const middle = throughThree(center, share);
    const spread = Math.sqrt(Math.max(throughThree(squares, share), 0));
    const ends = known.reach.flatMap((reach) => [valueOf(told, middle - reach * spread), valueOf(told, middle + reach * spread)]);
    path.push([at, valueOf(told, middle), ...ends]);
  }
  return path;
}

