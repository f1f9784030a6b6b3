// The canvases, painted once per frame at most.

const canvas = $('canvas');
const overview = $('overview');
let planned = false;

function refresh() {
  if (!planned) {
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      paintAll();
    });
  }
}

function paintAll() {
  clampView();
  const leftOut = new Scene(sharp(canvas, view.width, view.height)).draw();
  paintOverview();
  showLanes();
  showStatus(leftOut);
}

/** A pen on a canvas that is sized for the screen's pixels. */
function sharp(target, width, height) {
  const ratio = window.devicePixelRatio || 1;
  if (target.width !== Math.round(width * ratio) || target.height !== Math.round(height * ratio)) {
    target.width = Math.round(width * ratio);
    target.height = Math.round(height * ratio);
  }
  const context = target.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  return new CanvasPen(context);
}

function paintOverview() {
  const width = overview.clientWidth;
  const height = overview.clientHeight;
  const pen = sharp(overview, width, height);
  const scale = height / (extent[1] - extent[0]);
  const at = place => (place - extent[0]) * scale;
  pen.rect(0, 0, width, height, colours.panel);
  const row = Math.min(8, Math.max(2, Math.ceil(height / (sequence.length + 1))));
  const counts = new Int32Array(Math.ceil(height / row) + 1);
  for (const event of sequence) {
    counts[Math.floor(at(placeOf[event]) / row)]++;
  }
  const most = Math.log2(1 + Math.max(1, counts.reduce((one, other) => Math.max(one, other), 0)));
  counts.forEach((number, i) => number && pen.rect(0, i * row, 4 + (width - 10) * Math.log2(1 + number) / most, row, colours.lane));
  for (const cut of spans.cuts) {
    pen.rect(0, at(placeOf[cut.from]), width, Math.max(1, at(placeOfEnd(cut.to)) - at(placeOf[cut.from])), colours['bad-soft']);
  }
  view.hits.slice(0, 2000).forEach(event => pen.rect(width - 12, at(placeOf[event]) - 1, 12, 2, colours.hit));
  page.violations.forEach(violation => pen.rect(
    0, violation.event < 0 ? height - 3 : at(placeOf[violation.event]) - 1.5, width, 3, colours.bad));
  const top = Math.max(0, at(placeAt(0)));
  pen.rect(1, top + 0.5, width - 2, Math.max(4, Math.min(height - top - 1, view.height / view.scale * scale)), null, colours.focus, 2);
}

function showStatus(leftOut) {
  const hiding = shownCount < COUNT ? grouped(shownCount) + ' of ' + count(COUNT, 'event') : count(COUNT, 'event');
  const crowd = leftOut ? ' · zoom in to see ' + count(leftOut, 'arrow') : '';
  const aside = laneNodes.filter((node, lane) => laneX(lane) < GUTTER - 4 || laneX(lane) > view.width).length;
  const out = aside ? `, ${grouped(aside)} of them aside (Shift + wheel)` : '';
  $('status').textContent = COUNT ? `${count(laneNodes.length, 'node')}${out} · ${hiding} · ${duration(lastTime - firstTime)}${crowd}` : 'no events';
  $('empty').hidden = shownCount > 0;
  $('empty-text').textContent = COUNT ? `The filter hides all ${grouped(COUNT)} events.` : 'This trace holds no events.';
  $('show-all').hidden = COUNT === 0;
}
