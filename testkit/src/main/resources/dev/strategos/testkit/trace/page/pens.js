// Two pens with the same strokes: one draws on a canvas, one writes SVG.

const FONT = '"DejaVu Sans", system-ui, sans-serif';

class CanvasPen {
  constructor(context) {
    this.context = context;
  }

  alpha(value) {
    this.context.globalAlpha = value;
  }

  line(x1, y1, x2, y2, colour, width = 1, dash = []) {
    const c = this.context;
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.setLineDash(dash);
    c.beginPath();
    c.moveTo(x1, y1);
    c.lineTo(x2, y2);
    c.stroke();
  }

  rect(x, y, width, height, fill, stroke = null, radius = 0) {
    const c = this.context;
    c.beginPath();
    radius ? c.roundRect(x, y, width, height, radius) : c.rect(x, y, width, height);
    this.#paint(fill, stroke, 1);
  }

  circle(x, y, radius, fill, stroke = null, width = 1) {
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.#paint(fill, stroke, width);
  }

  shape(points, fill, stroke = null, width = 1) {
    this.context.beginPath();
    points.forEach(([x, y], i) => i ? this.context.lineTo(x, y) : this.context.moveTo(x, y));
    this.context.closePath();
    this.#paint(fill, stroke, width);
  }

  #paint(fill, stroke, width) {
    const c = this.context;
    if (fill) {
      c.fillStyle = fill;
      c.fill();
    }
    if (stroke) {
      c.strokeStyle = stroke;
      c.lineWidth = width;
      c.setLineDash([]);
      c.stroke();
    }
  }

  text(text, x, y, colour, align = 'left', size = 11, weight = 400) {
    const c = this.context;
    c.font = weight + ' ' + size + 'px ' + FONT;
    c.textAlign = align;
    c.textBaseline = 'middle';
    c.fillStyle = colour;
    c.fillText(text, x, y);
  }

  measure(text, size = 11, weight = 400) {
    this.context.font = weight + ' ' + size + 'px ' + FONT;
    return this.context.measureText(text).width;
  }
}

class SvgPen {
  constructor(width, height, measuring) {
    this.size = [width, height];
    this.measuring = measuring;
    this.parts = [];
    this.opacity = '';
  }

  alpha(value) {
    this.opacity = value < 1 ? ` opacity="${value}"` : '';
  }

  line(x1, y1, x2, y2, colour, width = 1, dash = []) {
    const dashes = dash.length ? ` stroke-dasharray="${dash.join(' ')}"` : '';
    this.#add(`<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${colour}" stroke-width="${width}"${dashes}`);
  }

  rect(x, y, width, height, fill, stroke = null, radius = 0) {
    this.#add(`<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${radius}"${paint(fill, stroke, 1)}`);
  }

  circle(x, y, radius, fill, stroke = null, width = 1) {
    this.#add(`<circle cx="${n(x)}" cy="${n(y)}" r="${radius}"${paint(fill, stroke, width)}`);
  }

  shape(points, fill, stroke = null, width = 1) {
    this.#add(`<polygon points="${points.map(([x, y]) => n(x) + ',' + n(y)).join(' ')}"${paint(fill, stroke, width)}`);
  }

  text(text, x, y, colour, align = 'left', size = 11, weight = 400) {
    const anchor = {left: 'start', center: 'middle', right: 'end'}[align];
    this.parts.push(`<text x="${n(x)}" y="${n(y)}" fill="${colour}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}"`
      + ` dominant-baseline="central"${this.opacity}>${escaped(text)}</text>`);
  }

  slanted(text, x, y, colour) {
    this.parts.push(`<text transform="translate(${n(x)} ${n(y)}) rotate(-58)" fill="${colour}" font-size="11" font-weight="600">${escaped(text)}</text>`);
  }

  measure(text, size, weight) {
    return this.measuring.measure(text, size, weight);
  }

  #add(element) {
    this.parts.push(element + this.opacity + '/>');
  }

  toString() {
    const [width, height] = this.size;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
      + ` font-family="DejaVu Sans, system-ui, sans-serif">\n${this.parts.join('\n')}\n</svg>\n`;
  }
}

const n = number => Number(number.toFixed(1));
const paint = (fill, stroke, width) => ` fill="${fill || 'none'}"` + (stroke ? ` stroke="${stroke}" stroke-width="${width}"` : '');
// XML has no place for most control characters, not even escaped.
const escaped = text => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
  .replace(/[&<>"]/g, c => '&#' + c.charCodeAt(0) + ';');
