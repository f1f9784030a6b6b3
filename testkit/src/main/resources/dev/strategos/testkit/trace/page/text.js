// Events in words.

const UNITS = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']];
const grouped = number => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
const count = (number, word) => grouped(number) + ' ' + word + (number === 1 ? '' : 's');

/** A length of time, with three digits behind the point at most. */
function duration(nanos) {
  const [size, unit] = UNITS.find(([least]) => Math.abs(nanos) >= least) || [1, 'ns'];
  return Number((nanos / size).toFixed(3)) + ' ' + unit;
}

/** An instant, in one unit for the whole trace so that two can be compared at a glance. */
const [INSTANT_SIZE, INSTANT_UNIT] = UNITS.find(([size]) => lastTime >= 10 * size) || [1, 'ns'];
function instant(nanos, step = 0) {
  const exact = step > 0
    ? Math.max(0, Math.ceil(-Math.log10(step / INSTANT_SIZE) - 1e-9))
    : Math.round(Math.log10(INSTANT_SIZE));
  const [whole, part] = (nanos / INSTANT_SIZE).toFixed(exact).split('.');
  const kept = step > 0 ? part : (part || '').replace(/0+$/, '');
  return grouped(whole) + (kept ? '.' + kept : '') + ' ' + INSTANT_UNIT;
}

const lifeName = life => NODES[LIVES[life].node] + '#' + LIVES[life].incarnation;
const names = nodes => nodes.map(node => NODES[node]).join(', ');

/** What happened, without who and when. */
function headline(event) {
  const kind = KINDS[kindOf[event]];
  const where = [channelName(event), layerName(event)].filter(Boolean).join(' / ');
  switch (kind) {
    case 'pause': return 'stands still for ' + duration(Number(detail(event)));
    case 'cut': return 'no longer reaches ' + names(peersOf(event));
    case 'heal': return 'reaches ' + names(peersOf(event)) + ' again';
    case 'timer': return 'a timer fires';
    case 'suspect': return 'suspects ' + names(peersOf(event));
    case 'restore': return 'trusts ' + names(peersOf(event)) + ' again';
    case 'trust': return 'takes ' + names(peersOf(event)) + ' for the leader';
    case 'input': return 'input ' + detail(event);
    case 'round': return 'round ' + detail(event);
    case 'decide': return 'decides ' + detail(event);
    case 'fault': return 'fault: ' + detail(event);
    case 'drop': return 'drop, ' + detail(event) + ' · ' + where;
    default: return where ? kind + ' · ' + where : kind;
  }
}

/** Links count in the lower 40 bits and put their session above: 3 of session 1 is 1:3. */
function shortNumber(event) {
  const number = BigInt(numberOf[event]);
  return number < 1n << 40n ? String(number) : (number >> 40n) + ':' + (number & (1n << 40n) - 1n);
}

const messageName = event => lifeName(fromOf[event]) + ' → ' + NODES[toOf[event]] + ' / ' + shortNumber(event);

/** A few words for the diagram itself. */
function caption(event) {
  const short = text => text.length > 44 ? text.slice(0, 43) + '…' : text;
  const kind = kindOf[event];
  switch (kind) {
    case KIND.start: return 'start ' + (String(LIVES[lifeOf[event]].incarnation).length < 7 ? '#' + LIVES[lifeOf[event]].incarnation : '');
    case KIND.crash: return 'crash';
    case KIND.stop: return 'stop';
    case KIND.pause: return 'paused ' + duration(Number(detail(event)));
    case KIND.suspect: return 'suspects ' + names(peersOf(event));
    case KIND.restore: return 'trusts ' + names(peersOf(event));
    case KIND.trust: return 'leader ' + names(peersOf(event));
    case KIND.input: return short('in: ' + detail(event));
    case KIND.round: return 'round ' + detail(event).split(' ')[0];
    case KIND.decide: return short('decides ' + detail(event).split(' in ')[0]);
    case KIND.fault: return short(detail(event));
    case KIND.drop: return detail(event);
    case KIND.retransmit: return 'again ' + shortNumber(event);
    default: return '';
  }
}

const facts = event => {
  const rows = [
    ['node', lifeName(lifeOf[event]) + ', event ' + grouped(indexOf[event])],
    ['time', instant(timeOf[event])],
  ];
  if (numberOf[event] !== null) {
    rows.push(['message', messageName(event)]);
    const sending = sendingOf[event];
    if (sending >= 0 && sending !== event) {
      rows.push(['sent', instant(timeOf[sending]) + ' (' + duration(timeOf[event] - timeOf[sending]) + ' before)']);
    }
    const arrow = arrowAt(event);
    if (arrow && arrow.late && arrow.end === event) {
      rows.push(['late', 'a message sent later came before it']);
    } else if (arrow && arrow.way === REPEATED && arrow.end === event) {
      rows.push(['repeated', 'delivered before']);
    }
  }
  const clock = clockOf(event);
  rows.push(['clock', NODES.map((name, node) => clock[node] ? name + ':' + clock[node] : '').filter(Boolean).join('  ')]);
  return rows;
};

/** What is known of the message's content; null where the event is about none. */
function content(event) {
  if (numberOf[event] === null) {
    return null;
  }
  const text = messageText(event);
  if (text !== null) {
    return {told: true, text};
  }
  const told = bytesOf[event] >= 0 ? event : sendingOf[event];
  const length = told >= 0 && bytesOf[told] >= 0 ? ' (' + count(bytesOf[told], 'byte') + ')' : '';
  return {told: false, text: 'The trace holds which message it is and its length' + length + ', not its content.'};
}

/** All that a search looks at, in lower case. */
const haystack = (() => {
  const made = new Array(COUNT);
  return event => made[event] ??= [
    lifeName(lifeOf[event]), KINDS[kindOf[event]], headline(event),
    numberOf[event] === null ? '' : messageName(event), messageText(event) || '',
  ].join('\n').toLowerCase();
})();
