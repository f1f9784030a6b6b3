// The panels around the diagram. All text goes in as text, never as markup.

const $ = id => document.getElementById(id);

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function describeInto(box, event, more) {
  const children = [element('p', {className: 'headline', textContent: headline(event)})];
  const told = content(event);
  if (told) {
    children.push(element('p', {className: told.told ? 'message' : 'quiet', textContent: told.text}));
  }
  children.push(element('dl', {className: 'facts'}, ...facts(event).flatMap(([name, value]) => [
    element('dt', {textContent: name}), element('dd', {textContent: value})])));
  box.replaceChildren(...children, ...more);
}

function showDetails() {
  const box = $('details');
  const event = view.selected;
  if (event < 0) {
    box.replaceChildren(element('p', {
      className: 'quiet', textContent: COUNT ? 'Click an event, or go there with the arrow keys.' : 'No events.'}));
    return;
  }
  const tally = [0, 0, 0, 0];
  view.cone.forEach(at => tally[at]++);
  const jumps = element('div', {className: 'jumps'});
  const jump = (text, target) => target >= 0 && jumps.append(element('button', {type: 'button', textContent: text, onclick: () => {
    select(target);
    $('canvas').focus();
  }}));
  const sending = sendingOf[event];
  if (sending >= 0 && sending !== event) {
    jump('Where it was sent', sending);
  }
  arrows.filter(arrow => arrow.sending === event && arrow.end >= 0).slice(0, 4)
    .forEach(arrow => jump(KINDS[kindOf[arrow.end]] + ' at ' + NODES[nodeOf[arrow.end]], arrow.end));
  jump('Previous here', neighbour(event, -1));
  jump('Next here', neighbour(event, 1));
  describeInto(box, event, [
    element('p', {className: 'quiet', id: 'cone', textContent:
      `${grouped(tally[PAST])} happened before, ${grouped(tally[FUTURE])} after, ${grouped(tally[0])} concurrent`}),
    jumps,
  ]);
}

/** The next or previous shown event of the same node. */
function neighbour(event, step) {
  for (let other = event + step; other >= 0 && other < COUNT; other += step) {
    if (nodeOf[other] === nodeOf[event] && shown[other]) {
      return other;
    }
  }
  return -1;
}

function showViolations() {
  $('violations').hidden = page.violations.length === 0;
  $('violation-list').replaceChildren(...page.violations.map((violation, number) => element('li', {},
    element(COUNT ? 'button' : 'div', {onclick: () => jumpToViolation(number)},
      element('strong', {textContent: violation.property}), element('span', {textContent: violation.text})))));
}

function jumpToViolation(number) {
  const violation = page.violations[number];
  if (violation && violation.event >= 0) {
    showEvent(violation.event);
    approach(violation.event, Math.max(60, 4 * NODES.length));
    select(violation.event);
  } else if (violation && COUNT) {
    approach(COUNT - 1, Math.max(60, 4 * NODES.length));
    refresh();
  }
}

/** Takes away what hides an event. */
function showEvent(event) {
  if (!shown[event]) {
    facets.forEach(facet => facet.hidden.delete(facet.of(event)));
    refilter();
    showFilters();
  }
}

function showFilters() {
  const boxes = facets.filter(facet => facet.values.length > 0).map(facet => {
    const set = values => {
      facet.hidden = new Set(values);
      choices.querySelectorAll('input').forEach(box => box.checked = !values.length);
      refilter();
    };
    const choices = element('div', {className: 'choices'}, ...facet.values.map(value => {
      const box = element('input', {type: 'checkbox', checked: !facet.hidden.has(value)});
      box.dataset.facet = facet.name;
      box.dataset.value = facet.label(value);
      box.onchange = () => {
        box.checked ? facet.hidden.delete(value) : facet.hidden.add(value);
        refilter();
      };
      return element('label', {title: facet.label(value)}, box, element('span', {textContent: facet.label(value)}),
        element('small', {textContent: grouped(facet.counts.get(value) || 0)}));
    }));
    return element('fieldset', {}, element('legend', {}, element('span', {textContent: facet.name}),
      element('button', {type: 'button', textContent: 'all', onclick: () => set([])}),
      element('button', {type: 'button', textContent: 'none', onclick: () => set(facet.values)})), choices);
  });
  $('filters').replaceChildren($('filters-title'), ...boxes);
}

/** The domain that all names share, which tells nothing. */
const sharedEnding = (() => {
  const parts = NODES.map(name => name.split('.').reverse());
  let shared = 0;
  while (NODES.length > 1 && parts.every(part => part.length > shared + 1 && part[shared] === parts[0][shared])) {
    shared++;
  }
  return shared ? parts[0].slice(0, shared).reverse().join('.').length + 1 : 0;
})();

const laneName = node => NODES[node].slice(0, NODES[node].length - sharedEnding);

function showLanes() {
  const box = $('lanes');
  const width = laneWidth();
  box.classList.toggle('narrow', isNarrow());
  const labels = [];
  laneNodes.forEach((node, lane) => {
    const x = laneX(lane);
    const label = element('div', {className: 'lane', textContent: laneName(node), title: NODES[node]});
    label.setAttribute('role', 'listitem');
    label.style.left = x + 'px';
    label.style.maxWidth = isNarrow() ? '' : width - 6 + 'px';
    label.style.visibility = x < GUTTER - 4 || x > view.width ? 'hidden' : 'visible';
    labels.push(label);
  });
  box.replaceChildren(...labels);
}

function showLegend() {
  const present = new Set(kindOf);
  const rows = facets[2].values.map(layer => [TEXTS[layer], pen => {
    pen.line(2, 8, 26, 8, layerColour(layer), 1.8);
    pen.shape([[32, 8], [25, 4.5], [25, 11.5]], layerColour(layer));
  }]);
  const words = {duplicate: 'repeated', retransmit: 'sent again', drop: 'dropped', restore: 'trusts again', trust: 'takes for leader'};
  if (arrows.some(arrow => arrow.late)) {
    rows.push(['overtaken', pen => pen.line(2, 8, 32, 8, colours.late, 1.8)]);
  }
  if (arrows.some(arrow => arrow.way === REPEATED)) {
    rows.push(['twice', pen => pen.line(2, 8, 32, 8, colours.again, 1.8, [4, 3])]);
  }
  if (spans.cuts.length) {
    rows.push(['cut', pen => {
      pen.rect(0, 2, 34, 12, colours['bad-soft']);
      pen.line(0, 2, 34, 2, colours.bad, 1, [5, 4]);
      pen.line(0, 14, 34, 14, colours.bad, 1, [5, 4]);
    }]);
  }
  if (spans.suspicions.length) {
    rows.push(['suspicion', pen => pen.rect(15, 0, 3, 16, colours.suspect)]);
  }
  KINDS.forEach((name, kind) => {
    if (present.has(kind) && kind !== KIND.cut && kind !== KIND.heal) {
      rows.push([words[name] || name, pen => drawMark(pen, kind, 17, 8, markColour(kind, -1), colours.ground)]);
    }
  });
  $('legend').replaceChildren(...rows.map(([text, draw]) => {
    const canvas = element('canvas', {width: 68, height: 32});
    const context = canvas.getContext('2d');
    context.scale(2, 2);
    draw(new CanvasPen(context));
    return element('li', {}, canvas, element('span', {textContent: text}));
  }));
}
