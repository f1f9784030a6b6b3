// How an arrow and a mark look.

const COMMON = new Set([KIND.send, KIND.deliver, KIND.timer, KIND.duplicate, KIND.drop, KIND.retransmit, KIND.round]);
const RANK = new Map([[KIND.crash, 0], [KIND.fault, 1], [KIND.decide, 1], [KIND.suspect, 1], [KIND.input, 2], [KIND.trust, 2], [KIND.start, 2], [KIND.pause, 2],
  [KIND.stop, 2], [KIND.restore, 2], [KIND.round, 3], [KIND.retransmit, 4]]);

const markColour = (kind, layer) => {
  switch (kind) {
    case KIND.send: case KIND.deliver: return layerColour(layer);
    case KIND.crash: case KIND.fault: case KIND.drop: case KIND.cut: return colours.bad;
    case KIND.decide: case KIND.heal: case KIND.restore: return colours.good;
    case KIND.suspect: return colours.suspect;
    case KIND.retransmit: case KIND.duplicate: return colours.again;
    case KIND.timer: return colours.faint;
    default: return colours.mark;
  }
};
const captionColour = kind => kind === KIND.suspect ? colours.again : [KIND.start, KIND.round, KIND.pause, KIND.input, KIND.trust].includes(kind)
  ? colours.ink : markColour(kind, -1);

function drawMark(pen, kind, x, at, colour, ground) {
  switch (kind) {
    case KIND.send: return pen.circle(x, at, 3, ground, colour, 1.6);
    case KIND.deliver: return pen.circle(x, at, 3.4, colour);
    case KIND.drop: return cross(pen, x, at, 3.2, colour, 1.8);
    case KIND.crash: return cross(pen, x, at, 6, colour, 2.6);
    case KIND.timer: return pen.line(x - 4, at, x + 4, at, colour, 1);
    case KIND.start: return pen.shape([[x - 5, at + 4], [x + 5, at + 4], [x, at - 5]], colour);
    case KIND.stop: return pen.rect(x - 4, at - 4, 8, 8, colour);
    case KIND.round: return pen.shape([[x - 5, at], [x, at - 5], [x + 5, at], [x, at + 5]], ground, colour, 1.6);
    case KIND.decide: return pen.shape([[x - 6, at], [x, at - 6], [x + 6, at], [x, at + 6]], colour);
    case KIND.fault: return pen.shape([[x - 5.5, at + 4.5], [x + 5.5, at + 4.5], [x, at - 5.5]], ground, colour, 1.8);
    case KIND.suspect: return pen.rect(x - 4, at - 4, 8, 8, colour, ground, 2);
    case KIND.input: return pen.shape([[x - 10, at - 4.5], [x - 10, at + 4.5], [x - 2, at]], colour);
    case KIND.trust: return pen.shape([[x - 6, at + 3.5], [x + 6, at + 3.5], [x + 6, at - 4], [x + 2.5, at - 1], [x, at - 5], [x - 2.5, at - 1], [x - 6, at - 4]], colour);
    case KIND.restore: return pen.rect(x - 4, at - 4, 8, 8, ground, colour, 2);
    case KIND.pause: return pen.rect(x - 6, at - 2, 12, 4, colour, null, 2);
    case KIND.retransmit: return pen.shape([[x - 4.5, at - 3.5], [x + 4.5, at - 3.5], [x, at + 4.5]], ground, colour, 1.6);
    case KIND.duplicate: pen.circle(x - 2, at, 2.6, ground, colour, 1.4); return pen.circle(x + 2, at, 2.6, ground, colour, 1.4);
    default: return pen.line(x - 6, at, x + 6, at, colour, 2);
  }
}

function cross(pen, x, at, size, colour, width) {
  pen.line(x - size, at - size, x + size, at + size, colour, width);
  pen.line(x - size, at + size, x + size, at - size, colour, width);
}

/** A message on its way, from the sender's lane to where it ended. */
class ArrowStroke {
  constructor(scene, arrow) {
    this.scene = scene;
    this.pen = scene.pen;
    this.arrow = arrow;
    this.line = arrowLine(arrow);
  }

  draw() {
    const {arrow, pen, scene} = this;
    const [x1, y1, x2, y2] = this.line;
    if (Math.max(x1, x2) < GUTTER) {
      return;
    }
    const strong = scene.weight(arrow.sending, arrow.end);
    const plain = layerColour(layerOf[arrow.sending]);
    const colour = arrow.way === LOST || arrow.way === REFUSED ? colours.bad : arrow.late ? colours.late
      : arrow.way === REPEATED ? colours.again : plain;
    const tinted = view.cone && strong === 1 ? scene.tint(arrow.end >= 0 && view.cone[arrow.end] !== SELF ? arrow.end : arrow.sending, colour) : colour;
    const dash = arrow.way === REPEATED ? [4, 3] : arrow.way === UNDER_WAY ? [2, 4] : arrow.way === LOST ? [6, 3] : [];
    pen.alpha(strong * (plain === colours.wire && !arrow.late && arrow.way === ARRIVED ? 0.8 : 1));
    pen.line(x1, y1, x2, y2, tinted, plain === colours.wire ? 1.1 : 1.6, dash);
    if (arrow.way === LOST) {
      cross(pen, x2, y2, 4, tinted, 2);
    } else if (arrow.way !== UNDER_WAY) {
      this.head(tinted);
    }
    if (strong === 1) {
      this.words();
    }
  }

  head(colour) {
    const [x1, y1, x2, y2] = this.line;
    const angle = Math.atan2(y2 - y1, x2 - x1);
    const [tipX, tipY] = [x2 - 4 * Math.cos(angle), y2 - 4 * Math.sin(angle)];
    const at = turn => [tipX - 7 * Math.cos(angle + turn), tipY - 7 * Math.sin(angle + turn)];
    this.pen.shape([[tipX, tipY], at(0.42), at(-0.42)], colour);
  }

  words() {
    const {arrow, scene} = this;
    const [x1, y1, x2, y2] = this.line;
    if (scene.crowd < 240 && (arrow.way === LOST || arrow.way === REFUSED)) {
      scene.waiting.push({text: caption(arrow.end), x: x2 > x1 ? x2 + 10 : x2 - 10 - this.pen.measure(caption(arrow.end), 11, 400), y: y2, colour: colours.bad, weight: 400, rank: 3});
    }
    const told = messageText(arrow.sending);
    if (scene.crowd > 120 || laneWidth() < 90 || Math.abs(x2 - x1) < 60) {
      return;
    }
    const text = told === null ? layerName(arrow.sending) + ' ' + shortNumber(arrow.sending) : told;
    // In the middle of the last gap between lanes, so on no lane, and apart from the others of a broadcast.
    const gap = Math.min(Math.abs(x2 - x1), laneWidth());
    const most = Math.max(6, Math.min(60, Math.floor((gap - 30) / 6.4)));
    if (text.length > most && most < 12) {
      return;
    }
    const short = text.length > most ? text.slice(0, most - 1) + '…' : text;
    const width = this.pen.measure(short, 11, 400);
    const along = 1 - gap / 2 / Math.abs(x2 - x1);
    scene.waiting.push({
      text: short, x: x1 + along * (x2 - x1) - width / 2, y: y1 + along * (y2 - y1) - 1,
      colour: told === null ? colours.faint : colours.ink, weight: 400, rank: told === null ? 8 : 6,
    });
  }
}

/** Where an arrow runs. What was lost ends on the way, what is under way fades after a few pixels. */
function arrowLine(arrow) {
  // Messages of several layers often run between the same two events: side by side, each can be seen.
  const layers = facets[2].values.length;
  const beside = layers > 1 ? (layerRank(layerOf[arrow.sending]) - (layers - 1) / 2) * 3 : 0;
  const x1 = eventX(arrow.sending);
  const y1 = eventY(arrow.sending) + beside;
  const goal = laneX(laneOf[toOf[arrow.sending]]);
  const aside = Math.sign(goal - x1);
  if (arrow.way === UNDER_WAY) {
    return [x1, y1, x1 + aside * Math.min(40, Math.abs(goal - x1) / 2), y1 + 10];
  }
  if (arrow.way !== LOST) {
    return [x1, y1, goal, eventY(arrow.end) + beside];
  }
  const at = eventY(arrow.end) + beside;
  // Lost at once, or at the door of a node that was down.
  return timeOf[arrow.end] === timeOf[arrow.sending]
    ? [x1, y1, x1 + (goal - x1) * 0.4, y1 + 12]
    : [x1, y1, goal - aside * 8, at];
}
