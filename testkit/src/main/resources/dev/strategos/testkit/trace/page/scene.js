// The diagram: grid, cuts, lives, arrows, marks, captions.

const DENSE = 2500;
const MOST_ARROWS = 2500;
const ROW = 2;
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ['ground', 'panel', 'line', 'ink', 'faint', 'grid', 'lane', 'down', 'mark', 'chip', 'wire', 'layer-1', 'layer-2',
    'layer-3', 'layer-4', 'layer-5', 'bad', 'bad-soft', 'late', 'good', 'again', 'suspect', 'pause', 'past', 'future', 'hit', 'focus'];
  colours = Object.fromEntries(names.map(name => [name, style.getPropertyValue('--' + name).trim()]));
}

const upperLayers = facets[2].values.filter(layer => TEXTS[layer] !== 'wire');
const layerColour = layer => layer < 0 || TEXTS[layer] === 'wire'
  ? colours.wire : colours['layer-' + (upperLayers.indexOf(layer) % 5 + 1)];

/** Counted from the top of the stack. */
const layerRank = layer => facets[2].values.indexOf(layer);

/** Draws what is in view; says how much of it was too dense to draw one by one. */
class Scene {
  constructor(pen) {
    this.pen = pen;
    this.first = firstBelow(-PAD);
    this.last = Math.min(sequence.length, firstBelow(view.height + PAD) + 1);
    this.dense = this.last - this.first > DENSE;
    this.taken = [];
    this.waiting = [];
    this.leftOut = 0;
    this.crowd = 0;
  }

  draw() {
    this.pen.rect(0, 0, view.width, view.height, colours.ground);
    this.grid();
    this.cuts();
    this.lanes();
    this.arrows();
    this.marks();
    this.captions();
    return this.leftOut;
  }

  /** How strongly something is drawn while the past and the future of an event are shown. */
  weight(...events) {
    return !view.cone || events.every(event => event < 0 || view.cone[event]) ? 1 : 0.14;
  }

  tint(event, colour) {
    const at = view.cone ? view.cone[event] : 0;
    return at === PAST ? colours.past : at === FUTURE ? colours.future : colour;
  }

  grid() {
    if (!COUNT) {
      return;
    }
    const span = view.height / view.scale;
    const rough = span / Math.max(2, view.height / 72);
    const power = 10 ** Math.floor(Math.log10(rough));
    let step = [1, 2, 5, 10].map(factor => factor * power).find(size => size >= rough);
    step = Math.max(1, step);
    const from = Math.max(0, Math.ceil((placeAt(0) - extent[0]) / step));
    for (let i = from; extent[0] + i * step <= Math.min(placeAt(view.height), extent[1]); i++) {
      const place = view.axis === 'time' ? Math.ceil(extent[0] / step) * step + i * step : i * step;
      const at = Math.round(y(place)) + 0.5;
      if (at < 8 || at > view.height - 8) {
        continue;
      }
      this.pen.line(GUTTER, at, view.width, at, colours.grid);
      this.pen.text(view.axis === 'time' ? instant(place, step) : grouped(place), GUTTER - 12, at, colours.faint, 'right');
    }
  }

  cuts() {
    for (const cut of spans.cuts) {
      const top = Math.max(-2, y(placeOf[cut.from]));
      const bottom = Math.min(view.height + 2, y(placeOfEnd(cut.to)));
      if (bottom < 0 || top > view.height) {
        continue;
      }
      this.pen.rect(GUTTER - 6, top, view.width - GUTTER + 6, Math.max(2, bottom - top), colours['bad-soft']);
      this.pen.line(GUTTER - 6, top, view.width, top, colours.bad, 1, [5, 4]);
      if (cut.to >= 0) {
        this.pen.line(GUTTER - 6, bottom, view.width, bottom, colours.bad, 1, [5, 4]);
      }
      if (bottom - top > 14) {
        const text = cutText(cut.pairs);
        const at = Math.max(top, 0) + 9;
        this.waiting.push({text, x: GUTTER + 2, y: at, colour: colours.bad, weight: 600, rank: 0});
      }
    }
  }

  lanes() {
    for (const life of spans.lives) {
      const lane = laneOf[life.node];
      if (lane < 0) {
        continue;
      }
      const x = laneX(lane);
      const top = Math.max(-2, y(placeOf[life.from]));
      const bottom = Math.min(view.height + 2, y(placeOfEnd(life.to)));
      if (bottom >= 0 && top <= view.height && x > GUTTER - 10) {
        this.pen.line(x, top, x, bottom, colours.lane, 2);
      }
    }
    this.whileDown();
    for (const pause of spans.pauses) {
      const end = y(placeOfTime(timeOf[pause.from] + pause.nanos));
      this.strip(pause.node, placeOf[pause.from], Math.min(end, y(extent[1])), 0, 12, colours.pause);
    }
    for (const suspicion of spans.suspicions) {
      this.strip(suspicion.node, placeOf[suspicion.from], y(placeOfEnd(suspicion.to)), -9 - 5 * suspicion.slot, 3, colours.suspect);
    }
  }

  /** Between two lives a lane is broken. */
  whileDown() {
    const before = new Map();
    for (const life of spans.lives) {
      const last = before.get(life.node);
      before.set(life.node, life);
      if (last && last.to >= 0) {
        this.down(last, placeOf[life.from]);
      }
    }
    for (const life of before.values()) {
      if (life.crashed) {
        this.down(life, extent[1]);
      }
    }
  }

  down(life, until) {
    const lane = laneOf[life.node];
    const top = Math.max(0, y(placeOf[life.to]));
    const bottom = Math.min(view.height, y(until));
    if (lane >= 0 && laneX(lane) > GUTTER - 10 && bottom > 0 && top < view.height) {
      this.pen.line(laneX(lane), top, laneX(lane), bottom, colours.down, 2, [2, 6]);
    }
  }

  strip(node, from, end, offset, width, colour) {
    const lane = laneOf[node];
    const top = Math.max(-9, y(from));
    const bottom = Math.min(view.height + 9, end);
    if (lane >= 0 && laneX(lane) > GUTTER - 10 && bottom > -9 && top < view.height + 9) {
      this.pen.rect(laneX(lane) + offset - width / 2, top, width, Math.max(2, bottom - top), colour, null, Math.min(3, width / 2));
    }
  }

  arrows() {
    const inView = arrows.filter(arrow => isArrowShown(arrow) && this.touchesView(arrow));
    if (this.dense || inView.length > MOST_ARROWS) {
      this.leftOut = inView.length;
      return;
    }
    this.crowd = inView.length;
    // Upper layers over lower ones, as they are stacked.
    inView.sort((one, other) => layerRank(layerOf[other.sending]) - layerRank(layerOf[one.sending]));
    inView.forEach(arrow => new ArrowStroke(this, arrow).draw());
    this.pen.alpha(1);
  }

  touchesView(arrow) {
    const from = eventY(arrow.sending);
    const to = arrow.end < 0 ? from + 20 : eventY(arrow.end);
    return Math.max(from, to) > -20 && Math.min(from, to) < view.height + 20;
  }

  marks() {
    if (this.dense) {
      this.bars();
    }
    const done = new Set();
    for (let i = this.first; i < this.last; i++) {
      const event = sequence[i];
      const kind = kindOf[event];
      if (this.dense) {
        const key = nodeOf[event] + ' ' + kind + ' ' + Math.round(eventY(event) / 6);
        if (COMMON.has(kind) || done.has(key)) {
          continue;
        }
        done.add(key);
      }
      const x = eventX(event);
      if (x > GUTTER - 10 && x < view.width + 10) {
        this.pen.alpha(this.weight(event));
        if (!this.hasCross(event)) {
          drawMark(this.pen, kind, x, eventY(event), this.tint(event, markColour(kind, layerOf[event])), colours.ground);
        }
        const text = caption(event);
        const room = !isNarrow() || RANK.get(kind) < 2;
        if (text && room && kind !== KIND.cut && kind !== KIND.heal && kind !== KIND.drop && this.weight(event) === 1) {
          this.waiting.push({text, x: x + 10, y: eventY(event), colour: this.tint(event, captionColour(kind)), weight: kind === KIND.decide || kind === KIND.crash ? 600 : 400, rank: RANK.get(kind) ?? 5});
        }
      }
    }
    this.pen.alpha(1);
    this.rings();
  }

  /** What the network lost, its sender's host tells; but it is seen on the way. */
  hasCross(event) {
    const arrow = kindOf[event] === KIND.drop && !this.leftOut ? arrowAt(event) : null;
    return arrow !== null && arrow.way === LOST && isArrowShown(arrow);
  }

  /** Too many events for marks of their own: per lane and row of pixels a bar as long as their number, with the share of drops in it. */
  bars() {
    const size = Math.ceil(view.height / ROW) + 1;
    const all = new Int32Array(size * laneNodes.length);
    const drops = new Int32Array(size * laneNodes.length);
    const near = new Int32Array(size * laneNodes.length);
    let most = 1;
    for (let i = this.first; i < this.last; i++) {
      const event = sequence[i];
      const row = Math.floor(eventY(event) / ROW);
      if (row >= 0 && row < size) {
        const cell = laneOf[nodeOf[event]] * size + row;
        most = Math.max(most, ++all[cell]);
        drops[cell] += kindOf[event] === KIND.drop ? 1 : 0;
        near[cell] |= view.cone ? view.cone[event] : 0;
      }
    }
    const half = laneWidth() * 0.4;
    const reach = number => Math.max(1.5, half * number / most);
    for (let cell = 0; cell < all.length; cell++) {
      const x = laneX(Math.floor(cell / size));
      if (all[cell] && x > GUTTER - 10 && x < view.width + 10) {
        const top = cell % size * ROW;
        const at = near[cell];
        this.pen.alpha(view.cone ? (at ? 0.55 : 0.15) : 0.65);
        this.pen.rect(x - reach(all[cell]), top, 2 * reach(all[cell]), ROW, at & PAST ? colours.past : at ? colours.future : colours.wire);
        if (drops[cell]) {
          this.pen.alpha(view.cone && !at ? 0.15 : 1);
          this.pen.rect(x - reach(drops[cell]), top, 2 * reach(drops[cell]), ROW, colours.bad);
        }
      }
    }
    this.pen.alpha(1);
  }

  rings() {
    const ring = (event, colour, radius) => {
      if (event >= 0 && shown[event] && eventY(event) > -20 && eventY(event) < view.height + 20) {
        this.pen.circle(eventX(event), eventY(event), radius, null, colour, 2.5);
      }
    };
    const near = Math.max(0, countBelow(view.hits.length, i => placeOf[view.hits[i]], placeAt(-20)));
    for (let i = near; i < view.hits.length && i < near + 400 && eventY(view.hits[i]) < view.height + 20; i++) {
      ring(view.hits[i], colours.hit, 8);
    }
    for (const violation of page.violations) {
      const event = violation.event;
      if (event < 0) {
        this.neverHeld(violation);
      }
      ring(event, colours.bad, 11);
      if (event >= 0 && shown[event] && eventY(event) > -20 && eventY(event) < view.height + 20) {
        this.waiting.push({text: '⚑ ' + violation.property, x: eventX(event) + 15, y: eventY(event), colour: colours.bad, weight: 700, rank: -1});
      }
    }
    ring(view.selected, colours.focus, 8);
    ring(view.hovered, colours.faint, 8);
  }

  /** What nothing broke, but what did not come to hold, stands below all that happened. */
  neverHeld(violation) {
    const at = COUNT ? eventY(COUNT - 1) + 14 : 14;
    if (at < view.height) {
      this.pen.line(GUTTER, at, view.width, at, colours.bad, 1.2, [6, 4]);
      this.waiting.push({text: '⚑ ' + violation.property, x: GUTTER + 6, y: at, colour: colours.bad, weight: 700, rank: -1});
    }
  }

  /** Captions where there is room, the weightier first. */
  captions() {
    this.waiting.sort((one, other) => one.rank - other.rank);
    for (const {text, x, y: at, colour, weight} of this.waiting.slice(0, 600)) {
      const width = this.pen.measure(text, 11, weight);
      const left = x + width > view.width - 4 && x > GUTTER + 40 ? x - width - 20 : x;
      const box = {left: left - 3, right: left + width + 3, top: at - 7, bottom: at + 7};
      if (left < GUTTER - 8 || at < 6 || at > view.height - 6 || this.taken.some(other => overlap(box, other))) {
        continue;
      }
      this.taken.push(box);
      this.pen.rect(box.left, box.top, width + 6, 14, colours.chip, null, 3);
      this.pen.text(text, left, at + 0.5, colour, 'left', 11, weight);
    }
  }
}

const overlap = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Who is parted from whom: sides with a bar between them where both ways are cut, arrows where one is. */
function cutText(pairs) {
  const sides = new Map();
  for (const {from, to} of pairs) {
    const key = to.join();
    sides.set(key, {from: [...(sides.get(key)?.from || []), from], to});
  }
  const words = [];
  const done = new Set();
  for (const [key, {from, to}] of sides) {
    const back = sides.get(from.join());
    const both = back && back.from.join() === key;
    if (both && done.has(from.join())) {
      continue;
    }
    done.add(key);
    words.push(names(from) + (both ? ' | ' : ' ↛ ') + names(to));
  }
  return 'cut: ' + words.join('; ');
}
