// What is shown, as a file.

function exportSvg() {
  const head = isNarrow() ? 84 : 30;
  const pen = new SvgPen(view.width, view.height + head, new CanvasPen(document.createElement('canvas').getContext('2d')));
  new Scene(pen).draw();
  const body = pen.parts.splice(0);
  pen.rect(0, 0, view.width, view.height + head, colours.ground);
  laneNodes.forEach((node, lane) => {
    if (laneX(lane) > GUTTER && laneX(lane) < view.width) {
      isNarrow() ? pen.slanted(laneName(node), laneX(lane), head - 6, colours.ink)
        : pen.text(laneName(node), laneX(lane), head / 2, colours.ink, 'center', 13, 600);
    }
  });
  pen.parts.push(`<svg y="${head}" width="${view.width}" height="${view.height}">`, ...body, '</svg>');
  return pen.toString();
}

const MERMAID_LINES = 200;
const LEFT_OUT = new Set([KIND.send, KIND.timer, KIND.duplicate, KIND.start]);

function exportMermaid() {
  const drawn = [];
  for (let event = 0; event < COUNT; event++) {
    if (shown[event] && !LEFT_OUT.has(kindOf[event])) {
      drawn.push(event);
    }
  }
  const lines = ['sequenceDiagram', ...NODES.map((name, node) => `    participant n${node} as ${name}`)];
  for (const event of drawn.slice(0, MERMAID_LINES)) {
    lines.push('    ' + mermaidLine(event));
  }
  if (drawn.length > MERMAID_LINES) {
    const over = NODES.length > 1 ? 'n0,n' + (NODES.length - 1) : 'n0';
    lines.push(`    Note over ${over}: ${drawn.length - MERMAID_LINES} more of ${drawn.length} were left out`);
  }
  return lines.join('\n') + '\n';
}

function mermaidLine(event) {
  const kind = kindOf[event];
  if (kind !== KIND.deliver && kind !== KIND.drop) {
    return `Note over n${nodeOf[event]}: ` + mermaidText(headline(event));
  }
  const told = messageText(event) ?? layerName(event) + ' ' + shortNumber(event);
  const text = kind === KIND.drop ? told + ', ' + detail(event) : told;
  return `n${LIVES[fromOf[event]].node}${kind === KIND.drop ? '-x' : '->>'}n${toOf[event]}: ` + mermaidText(text);
}

const oneLine = text => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
const mermaidText = text => oneLine(text).replace(/[;#<>&%{}"]/g, c => '#' + c.charCodeAt(0) + ';') || ' ';

/** Clocks count only the events that are shown, so that each host still grows by one; what is known travels through hidden ones too. */
function exportShiViz() {
  const lines = ['(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})', ''];
  const arrivals = new Int32Array(COUNT);
  for (const sending of causeOf) {
    if (sending >= 0) {
      arrivals[sending]++;
    }
  }
  const clocks = NODES.map(() => new Int32Array(NODES.length));
  const underWay = new Map();
  for (let event = 0; event < COUNT; event++) {
    const clock = clocks[nodeOf[event]];
    clock[nodeOf[event]] += shown[event];
    const sending = causeOf[event];
    if (sending >= 0) {
      underWay.get(sending).forEach((known, node) => clock[node] = Math.max(clock[node], known));
      if (--arrivals[sending] === 0) {
        underWay.delete(sending);
      }
    }
    if (arrivals[event] > 0) {
      underWay.set(event, clock.slice());
    }
    if (shown[event]) {
      const known = NODES.map((name, node) => clock[node] ? `${JSON.stringify(name)}:${clock[node]}` : '').filter(Boolean);
      const about = numberOf[event] === null ? '' : ' ' + messageName(event);
      lines.push(oneLine(headline(event) + about), `${NODES[nodeOf[event]]} {${known.join(',')}}`);
    }
  }
  return lines.join('\n') + '\n';
}

function save(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const fileName = extension => (page.title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'trace') + extension;
