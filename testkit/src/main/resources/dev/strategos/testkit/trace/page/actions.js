// What can be done to the picture, by whatever means.

/** Whether the whole trace is to be seen, and stays so when the window or the filter changes. */
let fitted = true;

function refilter() {
  const middle = view.selected >= 0 && shown[view.selected] ? view.selected : sequence[firstBelow(view.height / 2)];
  const pixel = middle === undefined ? 0 : eventY(middle);
  applyFilter();
  applyAxis();
  if (fitted) {
    fit();
  } else if (middle !== undefined) {
    view.top = placeOf[middle] - (pixel - PAD) / view.scale;
  }
  search(false);
  refresh();
}

function setAxis(axis) {
  const middle = view.selected >= 0 ? view.selected : sequence[Math.min(sequence.length - 1, firstBelow(view.height / 2))];
  const around = Math.max(4, firstBelow(view.height) - firstBelow(0));
  view.axis = axis;
  $('axis-time').setAttribute('aria-pressed', axis === 'time');
  $('axis-order').setAttribute('aria-pressed', axis === 'order');
  applyAxis();
  if (fitted || middle === undefined) {
    fit();
  } else {
    approach(middle, around);
  }
  refresh();
}

/** About a point; without one about what is selected, if it is in view. */
function zoomBy(factor, pixel) {
  const selected = view.selected < 0 ? -1 : eventY(view.selected);
  pixel ??= selected > 0 && selected < view.height ? selected : view.height / 2;
  zoom(factor, pixel);
  clampView();
  fitted = view.scale <= fitScale() * 1.0001;
  hideTooltip();
  refresh();
}

function scrollBy(pixels, aside = 0) {
  view.top += pixels / view.scale;
  view.left += aside;
  hideTooltip();
  refresh();
}

function select(event) {
  view.selected = event;
  view.cone = event < 0 ? null : coneOf(event);
  if (event >= 0) {
    showEvent(event);
    reveal(event);
    fitted = fitted && view.scale <= fitScale() * 1.0001;
  }
  showDetails();
  refresh();
}

function search(moving = true) {
  const words = $('search').value.trim().toLowerCase();
  view.hits = words ? [...sequence].filter(event => haystack(event).includes(words)) : [];
  view.hit = -1;
  $('found').textContent = words ? (view.hits.length ? count(view.hits.length, 'match').replace(/matchs$/, 'matches') : 'none') : '';
  if (moving) {
    refresh();
  }
}

function goToHit(step) {
  if (view.hits.length) {
    view.hit = view.hit < 0 ? (step > 0 ? 0 : view.hits.length - 1) : (view.hit + step + view.hits.length) % view.hits.length;
    $('found').textContent = `${grouped(view.hit + 1)} of ${grouped(view.hits.length)}`;
    select(view.hits[view.hit]);
  }
}
