// Puts everything together.

function resize() {
  view.width = canvas.clientWidth;
  view.height = canvas.clientHeight;
  if (fitted) {
    fit();
  }
  refresh();
}

function listen() {
  listenToPointer();
  document.addEventListener('keydown', onKey);
  new ResizeObserver(resize).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    readColours();
    showLegend();
    refresh();
  });
  const on = (id, action) => $(id).addEventListener('click', action);
  on('axis-time', () => setAxis('time'));
  on('axis-order', () => setAxis('order'));
  on('zoom-in', () => zoomBy(1.6));
  on('zoom-out', () => zoomBy(1 / 1.6));
  on('zoom-fit', () => zoomBy(1e-12));
  on('next-hit', () => goToHit(1));
  on('previous-hit', () => goToHit(-1));
  on('export-svg', () => save(fileName('.svg'), 'image/svg+xml', exportSvg()));
  on('export-mermaid', () => save(fileName('.mmd'), 'text/plain', exportMermaid()));
  on('export-shiviz', () => save(fileName('.shiviz.log'), 'text/plain', exportShiViz()));
  on('help-button', toggleHelp);
  on('help-close', toggleHelp);
  on('show-all', () => {
    facets.forEach(facet => facet.hidden.clear());
    refilter();
    showFilters();
  });
  $('search').addEventListener('input', () => search());
  $('keys').replaceChildren(...KEYS.flatMap(([keys, what]) => [
    element('dt', {textContent: keys}), element('dd', {textContent: what})]));
}

readColours();
applyFilter();
applyAxis();
$('filters').hidden = COUNT === 0;
$('legend').parentElement.hidden = COUNT === 0;
showViolations();
showFilters();
showLegend();
showDetails();
showStatus(0);
listen();
view.width = canvas.clientWidth;
showLanes();
view.height = canvas.clientHeight;
fit();
openWhereItMatters();
paintAll();

/** At the first violation, or near the end if it is what never came to hold; else a long trace as a whole, and a short one at its beginning, near enough to be read. */
function openWhereItMatters() {
  const [violation] = page.violations;
  if (COUNT && (violation || COUNT <= 5000)) {
    fitted = false;
    approach(!violation ? sequence[0] : violation.event < 0 ? COUNT - 1 : violation.event, Math.max(60, 4 * NODES.length));
    clampView();
  }
}

/** For scripts and tests: where an event is drawn, in pixels of the window. */
window.traceView = {
  events: COUNT,
  positionOf(event) {
    const box = canvas.getBoundingClientRect();
    return {x: box.left + eventX(event), y: box.top + eventY(event)};
  },
};
