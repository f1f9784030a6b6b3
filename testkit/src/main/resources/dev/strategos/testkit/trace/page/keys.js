// The keyboard: all that the pointer can do, and more.

/** From event to event: along the lane, or to the message's other end. */
function walk(key) {
  if (view.selected < 0) {
    return sequence.length && select(sequence[Math.min(sequence.length - 1, firstBelow(PAD))]);
  }
  const event = view.selected;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const next = neighbour(event, key === 'ArrowUp' ? -1 : 1);
    return next >= 0 && select(next);
  }
  const arrow = arrowAt(event);
  const other = !arrow ? -1 : arrow.sending === event ? arrow.end : arrow.sending;
  return other >= 0 && select(other);
}

const KEYS = [
  ['↑ ↓', 'previous, next event of the node', ['ArrowUp', 'ArrowDown'], walk],
  ['← →', "the message's other end", ['ArrowLeft', 'ArrowRight'], walk],
  ['+ −', 'zoom', ['+', '=', '-'], key => zoomBy(key === '-' ? 1 / 1.5 : 1.5)],
  ['Page ↑ ↓', 'scroll', ['PageUp', 'PageDown'], key => scrollBy(view.height * (key === 'PageUp' ? -0.8 : 0.8))],
  ['Home End', 'the first, the last event', ['Home', 'End'], key => sequence.length && select(sequence[key === 'Home' ? 0 : sequence.length - 1])],
  ['f', 'the whole trace', ['f'], () => zoomBy(1e-12)],
  ['t', 'time or order on the axis', ['t'], () => setAxis(view.axis === 'time' ? 'order' : 'time')],
  ['/', 'search', ['/'], () => $('search').focus()],
  ['n N', 'next, previous match', ['n', 'N'], key => goToHit(key === 'n' ? 1 : -1)],
  ['v', 'next violation', ['v'], () => page.violations.length && jumpToViolation(violationTurn++ % page.violations.length)],
  ['?', 'this list', ['?'], () => toggleHelp()],
  ['Esc', 'close, or clear the selection', ['Escape'], () => $('help').hidden ? select(-1) : toggleHelp()],
];
let violationTurn = 0;

function toggleHelp() {
  $('help').hidden = !$('help').hidden;
  $('help-button').setAttribute('aria-expanded', !$('help').hidden);
  $('help').hidden ? canvas.focus() : $('help-close').focus();
}

function onKey(press) {
  if (press.ctrlKey || press.metaKey || press.altKey) {
    return;
  }
  if (press.target.tagName === 'INPUT' && press.target.type === 'search') {
    if (press.key === 'Enter') {
      goToHit(press.shiftKey ? -1 : 1);
    } else if (press.key === 'Escape') {
      canvas.focus();
    }
    return;
  }
  const key = KEYS.find(([, , keys]) => keys.includes(press.key));
  // In the panel beside, the keys that move are the panel's own.
  if (key && !(press.target.closest('aside') && /^(Arrow|Page|Home|End)/.test(press.key))) {
    press.preventDefault();
    key[3](press.key);
  }
}
