// The trace as columns of numbers, and what follows from them: causes, lives, cuts, suspicions, arrows.

const page = JSON.parse(document.getElementById('trace').textContent);
const KINDS = page.kinds;
const KIND = Object.fromEntries(KINDS.map((name, number) => [name, number]));
const NODES = page.nodes;
const LIVES = page.lives;
const TEXTS = page.texts;
const COUNT = page.events.kind.length;

const kindOf = Uint8Array.from(page.events.kind);
const lifeOf = Int32Array.from(page.events.life);
const nodeOf = Int32Array.from(page.events.life, life => LIVES[life].node);
const causeOf = Int32Array.from(page.events.cause);
const sendingOf = Int32Array.from(page.events.sending);
const channelOf = Int32Array.from(page.events.channel);
const layerOf = Int32Array.from(page.events.layer);
const fromOf = Int32Array.from(page.events.from);
const toOf = Int32Array.from(page.events.to);
const bytesOf = Int32Array.from(page.events.bytes);
const detailOf = Int32Array.from(page.events.detail);
const textOf = Int32Array.from(page.events.text);
const indexOf = page.events.index;
const numberOf = page.events.number;

/** Nanoseconds, from differences. */
const timeOf = new Float64Array(COUNT);
/** Which event of its node it is, from 1. */
const positionOf = new Int32Array(COUNT);
{
  const counts = new Int32Array(NODES.length);
  let time = 0;
  for (let event = 0; event < COUNT; event++) {
    time += page.events.time[event];
    timeOf[event] = time;
    positionOf[event] = ++counts[nodeOf[event]];
  }
}

/** All events by time. Clocks of several machines may contradict the causal order in which the events are numbered. */
const byTime = Int32Array.from({length: COUNT}, (_, event) => event);
byTime.sort((one, other) => timeOf[one] - timeOf[other] || one - other);
const firstTime = COUNT ? timeOf[byTime[0]] : 0;
const lastTime = COUNT ? timeOf[byTime[COUNT - 1]] : 1;

/** How many of these sorted numbers are below a limit. */
function countBelow(size, at, limit) {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

const peersOf = event => page.peers[event] || [];
const layerName = event => layerOf[event] < 0 ? '' : TEXTS[layerOf[event]];
const channelName = event => channelOf[event] < 0 ? '' : TEXTS[channelOf[event]];
const detail = event => detailOf[event] < 0 ? '' : TEXTS[detailOf[event]];
const messageText = event => {
  const told = textOf[event] >= 0 ? event : sendingOf[event];
  return told >= 0 && textOf[told] >= 0 ? TEXTS[textOf[told]] : null;
};

/** The vector clock: one walk back over the events, which takes each that is known. */
function clockOf(event) {
  const known = new Int32Array(NODES.length);
  known[nodeOf[event]] = positionOf[event];
  for (let earlier = event; earlier >= 0; earlier--) {
    const sending = causeOf[earlier];
    if (sending >= 0 && positionOf[earlier] <= known[nodeOf[earlier]] && positionOf[sending] > known[nodeOf[sending]]) {
      known[nodeOf[sending]] = positionOf[sending];
    }
  }
  return known;
}

const PAST = 1;
const FUTURE = 2;
const SELF = 3;

/** Per event whether it is in the past or the future of this one, or it itself; 0 means concurrent. */
function coneOf(event) {
  const known = clockOf(event);
  const reached = new Int32Array(NODES.length).fill(COUNT + 1);
  reached[nodeOf[event]] = positionOf[event];
  const cone = new Uint8Array(COUNT);
  for (let other = 0; other < COUNT; other++) {
    const node = nodeOf[other];
    if (positionOf[other] <= known[node]) {
      cone[other] = PAST;
      continue;
    }
    const sending = causeOf[other];
    if (positionOf[other] < reached[node] && sending >= 0 && (cone[sending] === FUTURE || sending === event)) {
      reached[node] = positionOf[other];
    }
    if (positionOf[other] >= reached[node]) {
      cone[other] = FUTURE;
    }
  }
  cone[event] = SELF;
  return cone;
}

/** Messages as they are drawn: from a sending to an end, which may be missing. */
const ARRIVED = 0;
const REPEATED = 1;
const REFUSED = 2;
const LOST = 3;
const UNDER_WAY = 4;

const arrows = (() => {
  const found = [];
  const settled = new Uint8Array(COUNT);
  const arrived = new Uint8Array(COUNT);
  const newest = new Map();
  for (let event = 0; event < COUNT; event++) {
    const kind = kindOf[event];
    const sending = sendingOf[event];
    if (sending < 0 || (kind !== KIND.deliver && kind !== KIND.drop)) {
      continue;
    }
    settled[sending] = 1;
    if (kind === KIND.drop) {
      const way = nodeOf[event] === toOf[event] ? REFUSED : LOST;
      found.push({sending, end: event, way, late: false});
      continue;
    }
    const pair = lifeOf[sending] + ' ' + lifeOf[event] + ' ' + channelOf[event] + ' ' + layerOf[event];
    const latest = newest.get(pair);
    const late = latest !== undefined && sending < latest;
    newest.set(pair, late ? latest : sending);
    found.push({sending, end: event, way: arrived[sending] ? REPEATED : ARRIVED, late});
    arrived[sending] = 1;
  }
  for (let event = 0; event < COUNT; event++) {
    if (kindOf[event] === KIND.send && !settled[event]) {
      found.push({sending: event, end: -1, way: UNDER_WAY, late: false});
    }
  }
  return found;
})();

/** The arrow that ends here, or the first that begins here. */
const arrowAt = (() => {
  const at = new Int32Array(COUNT).fill(-1);
  arrows.forEach((arrow, number) => {
    if (arrow.end >= 0) {
      at[arrow.end] = number;
    }
    if (at[arrow.sending] < 0) {
      at[arrow.sending] = number;
    }
  });
  return event => at[event] < 0 ? null : arrows[at[event]];
})();

/** What lasts: lives, pauses, cuts and suspicions, from an event to an event; -1 is the end of the trace. */
const spans = (() => {
  const lives = [];
  const pauses = [];
  const cuts = [];
  const suspicions = [];
  const living = new Map();
  const cutFrom = new Map();
  const open = new Map();
  let cut = null;
  const endSuspicions = (event, node) => {
    for (const [key, suspicion] of open) {
      if (suspicion.node === node) {
        suspicion.to = event;
        open.delete(key);
      }
    }
  };
  for (let event = 0; event < COUNT; event++) {
    const node = nodeOf[event];
    const kind = kindOf[event];
    if (kind === KIND.start || (!living.has(node) && kind !== KIND.drop && kind !== KIND.cut && kind !== KIND.heal)) {
      const life = {node, life: lifeOf[event], from: event, to: -1, crashed: false, seen: kind === KIND.start};
      if (living.get(node)) {
        living.get(node).to = event;
      }
      lives.push(life);
      living.set(node, life);
    }
    if (kind === KIND.crash || kind === KIND.stop) {
      const life = living.get(node);
      if (life) {
        life.to = event;
        life.crashed = kind === KIND.crash;
      }
      living.set(node, undefined);
      endSuspicions(event, node);
    } else if (kind === KIND.pause) {
      pauses.push({node, from: event, nanos: Number(detail(event))});
    } else if (kind === KIND.suspect || kind === KIND.restore) {
      const key = node + ' ' + peersOf(event)[0];
      if (kind === KIND.restore && open.has(key)) {
        open.get(key).to = event;
        open.delete(key);
      } else if (kind === KIND.suspect && !open.has(key)) {
        const slots = [...open.values()].filter(other => other.node === node).map(other => other.slot);
        let slot = 0;
        while (slots.includes(slot)) {
          slot++;
        }
        const suspicion = {node, peer: peersOf(event)[0], from: event, to: -1, slot};
        suspicions.push(suspicion);
        open.set(key, suspicion);
      }
    } else if (kind === KIND.cut || kind === KIND.heal) {
      const parted = cutFrom.get(node) || new Set();
      peersOf(event).forEach(peer => kind === KIND.cut ? parted.add(peer) : parted.delete(peer));
      parted.size ? cutFrom.set(node, parted) : cutFrom.delete(node);
      // Cuts of one instant are one state of the network.
      if (cut && timeOf[cut.from] !== timeOf[event]) {
        cut.to = event;
        cut = null;
      }
      if (cut) {
        cuts.pop();
        cut = {...cut, pairs: copyOf(cutFrom)};
      } else {
        cut = {from: event, to: -1, pairs: copyOf(cutFrom)};
      }
      if (cutFrom.size) {
        cuts.push(cut);
      } else {
        cut = null;
      }
    }
  }
  return {lives, pauses, cuts, suspicions};

  function copyOf(pairs) {
    return [...pairs].map(([from, to]) => ({from, to: [...to].sort((one, other) => one - other)}));
  }
})();
