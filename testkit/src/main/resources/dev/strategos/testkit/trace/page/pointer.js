// The mouse, a finger or a pen.

/** The event under the pointer, of several the weightiest, or the arrow's. */
function eventAt(x, at) {
  let best = -1;
  let least = 10;
  for (let i = firstBelow(at - 10); i < sequence.length && eventY(sequence[i]) <= at + 10; i++) {
    const event = sequence[i];
    const distance = Math.hypot(eventX(event) - x, eventY(event) - at);
    if (distance < least - 0.5 || (distance < least + 0.5 && best >= 0 && weightOf(event) < weightOf(best))) {
      [best, least] = [event, distance];
    }
  }
  return best >= 0 ? best : arrowUnder(x, at);
}

/** The less, the sooner it is meant where several events are drawn at one place: what is rare, then upper layers, timers last. */
const weightOf = event => layerOf[event] >= 0 ? 20 + layerRank(layerOf[event]) + (kindOf[event] === KIND.duplicate ? 10 : 0)
  : kindOf[event] === KIND.timer ? 90 : RANK.get(kindOf[event]) ?? 10;

/** The shown events that are drawn at the same place as this one, itself included. */
function crowdAt(event) {
  const crowd = [];
  for (let i = firstBelow(eventY(event) - 2); i < sequence.length && eventY(sequence[i]) <= eventY(event) + 2; i++) {
    if (nodeOf[sequence[i]] === nodeOf[event]) {
      crowd.push(sequence[i]);
    }
  }
  return crowd;
}

/** A click selects; clicking on goes through all events of the place. */
function click(x, at) {
  const event = eventAt(x, at);
  const crowd = event < 0 ? [] : crowdAt(event);
  const turn = crowd.indexOf(view.selected);
  select(turn < 0 ? event : crowd[(turn + 1) % crowd.length]);
}

function arrowUnder(x, at) {
  let best = -1;
  let least = 5;
  for (const arrow of arrows) {
    if (!isArrowShown(arrow)) {
      continue;
    }
    const [x1, y1, x2, y2] = arrowLine(arrow);
    if (at < Math.min(y1, y2) - 5 || at > Math.max(y1, y2) + 5) {
      continue;
    }
    const length = Math.max(1e-9, (x2 - x1) ** 2 + (y2 - y1) ** 2);
    const along = Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (at - y1) * (y2 - y1)) / length));
    const distance = Math.hypot(x1 + along * (x2 - x1) - x, y1 + along * (y2 - y1) - at);
    if (distance < least) {
      [best, least] = [arrow.end >= 0 ? arrow.end : arrow.sending, distance];
    }
  }
  return best;
}

function hover(pointer) {
  const box = canvas.getBoundingClientRect();
  const event = eventAt(pointer.clientX - box.left, pointer.clientY - box.top);
  canvas.classList.toggle('pointing', event >= 0);
  if (event < 0) {
    return hideTooltip();
  }
  if (event !== view.hovered) {
    view.hovered = event;
    const others = crowdAt(event).length - 1;
    describeInto($('tooltip'), event, others < 1 ? [] : [
      element('p', {className: 'quiet', textContent: `${count(others, 'more event')} at this place: click on to go through them`})]);
    $('tooltip').hidden = false;
    refresh();
  }
  const tip = $('tooltip');
  const right = pointer.clientX + 18 + tip.offsetWidth > window.innerWidth;
  tip.style.left = Math.max(4, right ? pointer.clientX - tip.offsetWidth - 14 : pointer.clientX + 18) + 'px';
  tip.style.top = Math.max(4, Math.min(pointer.clientY + 14, window.innerHeight - tip.offsetHeight - 8)) + 'px';
}

function hideTooltip() {
  $('tooltip').hidden = true;
  if (view.hovered >= 0) {
    view.hovered = -1;
    refresh();
  }
}

function onWheel(wheel) {
  wheel.preventDefault();
  const pixels = wheel.deltaMode === 1 ? wheel.deltaY * 16 : wheel.deltaY;
  if (wheel.ctrlKey || wheel.metaKey || wheel.altKey) {
    zoomBy(Math.exp(-pixels * 0.0022), wheel.clientY - canvas.getBoundingClientRect().top);
  } else if (wheel.shiftKey) {
    scrollBy(0, pixels || wheel.deltaX);
  } else {
    scrollBy(pixels, wheel.deltaX);
  }
}

function listenToPointer() {
  let from = null;
  canvas.addEventListener('pointerdown', down => {
    from = {x: down.clientX, y: down.clientY, moved: false};
    canvas.setPointerCapture(down.pointerId);
  });
  canvas.addEventListener('pointermove', move => {
    if (!from) {
      return hover(move);
    }
    const [dx, dy] = [move.clientX - from.x, move.clientY - from.y];
    if (from.moved || Math.hypot(dx, dy) > 4) {
      canvas.classList.add('dragging');
      scrollBy(-dy, -dx);
      from = {x: move.clientX, y: move.clientY, moved: true};
    }
  });
  canvas.addEventListener('pointerup', up => {
    if (from && !from.moved) {
      const box = canvas.getBoundingClientRect();
      click(up.clientX - box.left, up.clientY - box.top);
    }
    from = null;
    canvas.classList.remove('dragging');
  });
  canvas.addEventListener('pointerleave', hideTooltip);
  canvas.addEventListener('wheel', onWheel, {passive: false});
  canvas.addEventListener('dblclick', twice => zoomBy(2, twice.clientY - canvas.getBoundingClientRect().top));

  const moveTo = pointer => {
    const box = overview.getBoundingClientRect();
    const place = extent[0] + (pointer.clientY - box.top) / box.height * (extent[1] - extent[0]);
    view.top = place - (view.height / 2 - PAD) / view.scale;
    refresh();
  };
  overview.addEventListener('pointerdown', down => {
    overview.setPointerCapture(down.pointerId);
    moveTo(down);
  });
  overview.addEventListener('pointermove', move => move.buttons && moveTo(move));
}
