// Which events are shown.

const facets = [
  {name: 'Nodes', of: event => nodeOf[event], label: node => NODES[node], values: NODES.map((_, node) => node)},
  {name: 'Channels', of: event => channelOf[event], label: text => TEXTS[text], values: valuesOf(channelOf)},
  {name: 'Layers', of: event => layerOf[event], label: text => TEXTS[text], values: valuesOf(layerOf)},
  {name: 'Events', of: event => kindOf[event], label: kind => KINDS[kind], values: valuesOf(kindOf)},
];
for (const facet of facets) {
  facet.hidden = new Set();
  facet.counts = new Map();
  for (let event = 0; event < COUNT; event++) {
    facet.counts.set(facet.of(event), (facet.counts.get(facet.of(event)) || 0) + 1);
  }
}
const [nodeFacet] = facets;

function valuesOf(column) {
  return [...new Set(column)].filter(value => value >= 0).sort((one, other) => one - other);
}

const shown = new Uint8Array(COUNT);
let shownCount = 0;
/** The nodes that have a lane, in order, and each node's lane or -1. */
let laneNodes = [];
let laneOf = new Int32Array(NODES.length);

function applyFilter() {
  shownCount = 0;
  for (let event = 0; event < COUNT; event++) {
    shown[event] = facets.every(facet => !facet.hidden.size || !facet.hidden.has(facet.of(event))) ? 1 : 0;
    shownCount += shown[event];
  }
  laneNodes = NODES.map((_, node) => node).filter(node => !nodeFacet.hidden.has(node));
  laneOf.fill(-1);
  laneNodes.forEach((node, lane) => laneOf[node] = lane);
}

/** An arrow is shown with both its ends; one that was lost or is under way has only one. */
function isArrowShown(arrow) {
  return shown[arrow.sending] && (arrow.end < 0 || shown[arrow.end]) && laneOf[toOf[arrow.sending]] >= 0;
}
