// Where things are: units of the vertical axis (nanoseconds, or events), pixels, lanes.

const GUTTER = 92;
const PAD = 26;
const MARGIN = 18;

const view = {
  axis: 'time',
  top: 0,
  scale: 1,
  width: 0,
  height: 0,
  left: 0,
  selected: -1,
  cone: null,
  hovered: -1,
  hits: [],
  hit: -1,
};

/** Each event's place on the axis; in the order of events, hidden ones lie between those that are shown. */
const placeOf = new Float64Array(COUNT);
/** The events that are shown, from top to bottom. */
let sequence = new Int32Array(0);
let extent = [0, 1];

function applyAxis() {
  sequence = byTime.filter(event => shown[event]);
  if (view.axis === 'time') {
    placeOf.set(timeOf);
    extent = [firstTime, Math.max(lastTime, firstTime + 1)];
    return;
  }
  let place = 0;
  for (const event of byTime) {
    placeOf[event] = shown[event] ? place++ : place - 0.5;
  }
  extent = [0, Math.max(1, place - 1)];
}

/** The place of an instant. */
function placeOfTime(time) {
  if (view.axis === 'time' || !COUNT) {
    return time;
  }
  const later = countBelow(COUNT, i => timeOf[byTime[i]], time);
  return later < COUNT ? placeOf[byTime[later]] : extent[1];
}

/** The place of a span's end. */
const placeOfEnd = event => event < 0 ? extent[1] : placeOf[event];

const laneWidth = () => Math.max(26, Math.min(260, (view.width - GUTTER - MARGIN) / Math.max(1, laneNodes.length)));
/** Too narrow for words beside each other. */
const isNarrow = () => laneWidth() < 64;
const lanesWidth = () => laneWidth() * laneNodes.length;
const laneX = lane => GUTTER + (lane + 0.5) * laneWidth() - view.left
  + Math.max(0, (view.width - GUTTER - MARGIN - lanesWidth()) / 2);
const eventX = event => laneX(laneOf[nodeOf[event]]);
const y = place => (place - view.top) * view.scale + PAD;
const eventY = event => y(placeOf[event]);
const placeAt = pixel => (pixel - PAD) / view.scale + view.top;

/** The first of the shown events that is not above this pixel. */
const firstBelow = pixel => countBelow(sequence.length, i => placeOf[sequence[i]], placeAt(pixel));

const fitScale = () => Math.max(1e-12, (view.height - 2 * PAD) / (extent[1] - extent[0]));
const largestScale = () => view.axis === 'time' ? 40 : 64;

function clampView() {
  view.scale = Math.min(Math.max(view.scale, Math.min(fitScale(), largestScale())), largestScale());
  const room = (view.height - 2 * PAD) / view.scale;
  const most = Math.max(extent[0], extent[1] - room);
  view.top = Math.min(Math.max(view.top, extent[0]), most);
  const wide = Math.max(0, lanesWidth() - (view.width - GUTTER - MARGIN));
  view.left = Math.min(Math.max(view.left, 0), wide);
}

function fit() {
  view.scale = fitScale();
  view.top = extent[0];
}

function zoom(factor, pixel) {
  const fixed = placeAt(pixel);
  view.scale = Math.min(Math.max(view.scale * factor, Math.min(fitScale(), largestScale())), largestScale());
  view.top = fixed - (pixel - PAD) / view.scale;
}

/** Brings an event into the middle, and nearer if it cannot be told from others. */
function reveal(event) {
  const pixel = eventY(event);
  if (pixel < PAD * 2 || pixel > view.height - PAD * 2) {
    view.top = placeOf[event] - (view.height / 2 - PAD) / view.scale;
  }
  const lane = laneOf[nodeOf[event]];
  if (lane >= 0) {
    const x = eventX(event);
    view.left += x < GUTTER + 20 ? x - GUTTER - 40 : x > view.width - 40 ? x - view.width + 80 : 0;
  }
}

/** Brings an event into the middle with about this many others around it. */
function approach(event, others) {
  const at = countBelow(sequence.length, i => placeOf[sequence[i]], placeOf[event]);
  const from = Math.max(0, at - Math.ceil(others * 0.7));
  const first = sequence[from];
  const last = sequence[Math.min(sequence.length - 1, from + others)];
  const wanted = (view.height - 2 * PAD) / Math.max(placeOf[last] - placeOf[first], 1e-9);
  view.scale = Math.min(Math.max(wanted, fitScale()), largestScale());
  view.top = placeOf[event] - (view.height * 0.7 - PAD) / view.scale;
}
