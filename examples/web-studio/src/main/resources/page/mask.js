// SPDX-License-Identifier: Apache-2.0
// The mask: strokes that are painted with mouse, pen, finger or keys, and can be taken back.

export class MaskPainter {
  #canvas; #pen; #ring; #strokes = []; #stroke = null; #changed; #at = null; #keyDown = false;
  erase = false;
  enabled = true;
  size = 30;

  constructor(canvas, ring, changed) {
    this.#canvas = canvas;
    this.#ring = ring;
    this.#changed = changed;
    this.#pen = canvas.getContext('2d', {willReadFrequently: true});
    canvas.addEventListener('pointerdown', e => this.#down(e));
    canvas.addEventListener('pointermove', e => this.#move(e));
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) canvas.addEventListener(end, e => this.#up(e));
    canvas.addEventListener('pointerleave', () => { if (!this.#stroke) ring.hidden = true; });
    canvas.addEventListener('focus', () => { if (canvas.matches(':focus-visible')) this.#show(this.#at ?? this.#middle()); });
    canvas.addEventListener('blur', () => { ring.hidden = true; this.#end(); });
    canvas.addEventListener('keydown', e => this.#key(e));
    canvas.addEventListener('keyup', e => { if (e.key === ' ') this.#end(); });
  }

  /** Starts anew on a picture of these dimensions. */
  reset(width, height) {
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#strokes = [];
    this.#stroke = null;
    this.#at = null;
    this.#changed();
  }

  get strokes() { return this.#strokes.length; }

  undo() { this.#strokes.pop(); this.#redraw(); }

  clear() { this.#strokes = []; this.#redraw(); }

  /** A PNG of the picture's own dimensions, transparent where it was painted; null when nothing is. */
  async png() {
    const {width, height} = this.#canvas;
    if (!this.#strokes.length) return null;
    const pixels = this.#pen.getImageData(0, 0, width, height);
    const data = new Uint32Array(pixels.data.buffer);
    let painted = false;
    for (let i = 0; i < data.length; i++) {
      const inside = data[i] >>> 24 !== 0;
      painted ||= inside;
      data[i] = inside ? 0 : 0xff000000;
    }
    if (!painted) return null;
    const sheet = new OffscreenCanvas(width, height);
    sheet.getContext('2d').putImageData(pixels, 0, 0);
    return sheet.convertToBlob({type: 'image/png'});
  }

  get #radius() {
    return Math.max(0.5, this.size / 100 * Math.min(this.#canvas.width, this.#canvas.height) / 4);
  }

  #middle() { return {x: this.#canvas.width / 2, y: this.#canvas.height / 2}; }

  #point(e) {
    const box = this.#canvas.getBoundingClientRect();
    return {x: (e.clientX - box.left) / box.width * this.#canvas.width, y: (e.clientY - box.top) / box.height * this.#canvas.height};
  }

  #down(e) {
    if (!this.enabled || this.#stroke || e.button !== 0 || !e.isPrimary) return;
    this.#canvas.setPointerCapture(e.pointerId);
    this.#begin(this.#point(e));
  }

  #move(e) {
    if (!this.enabled || !e.isPrimary) return;
    this.#show(this.#point(e));
    if (!this.#stroke || this.#keyDown) return;
    const points = e.getCoalescedEvents?.() ?? [];
    for (const point of points.length ? points : [e]) this.#line(this.#point(point));
  }

  #up(e) { if (e.isPrimary && !this.#keyDown) this.#end(); }

  #begin(point) {
    this.#stroke = {points: [point], radius: this.#radius, erase: this.erase};
    this.#draw(this.#stroke, 0);
    this.#show(point);
  }

  #line(point) {
    this.#stroke.points.push(point);
    this.#draw(this.#stroke, this.#stroke.points.length - 2);
  }

  #end() {
    this.#keyDown = false;
    if (!this.#stroke) return;
    this.#strokes.push(this.#stroke);
    this.#stroke = null;
    this.#changed();
  }

  #key(e) {
    if (!this.enabled) return;
    const step = Math.max(1, this.#radius / 2) * (e.shiftKey ? 4 : 1);
    const way = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step]}[e.key];
    const at = this.#at ?? this.#middle();
    if (way) {
      const to = {x: clamp(at.x + way[0], this.#canvas.width), y: clamp(at.y + way[1], this.#canvas.height)};
      if (this.#stroke) this.#line(to);
      this.#show(to);
    } else if (e.key === ' ') {
      if (!this.#stroke) { this.#keyDown = true; this.#begin(at); }
    } else if (e.key === '[' || e.key === ']') {
      this.#canvas.dispatchEvent(new CustomEvent('resize-brush', {detail: e.key === ']' ? 5 : -5}));
      this.#show(at);
    } else if (e.key === 'z' && (e.ctrlKey || e.metaKey)) {
      if (!this.#stroke) this.undo();
    } else {
      return;
    }
    e.preventDefault();
  }

  /** Shows where the brush is, and how large. */
  #show(point) {
    this.#at = point;
    const scale = this.#canvas.clientWidth / this.#canvas.width;
    const across = `${Math.max(6, 2 * this.#radius * scale)}px`;
    Object.assign(this.#ring.style, {left: `${point.x * scale}px`, top: `${point.y * scale}px`, width: across, height: across});
    this.#ring.hidden = false;
  }

  #redraw() {
    this.#pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    for (const stroke of this.#strokes) this.#draw(stroke, 0);
    this.#changed();
  }

  #draw({points, radius, erase}, from) {
    const pen = this.#pen;
    pen.globalCompositeOperation = erase ? 'destination-out' : 'source-over';
    pen.fillStyle = pen.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue('--mask');
    pen.lineWidth = 2 * radius;
    pen.lineCap = pen.lineJoin = 'round';
    if (from === 0) {
      // a line of no length is not drawn, and a tap is one
      pen.beginPath();
      pen.arc(points[0].x, points[0].y, radius, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.beginPath();
    pen.moveTo(points[from].x, points[from].y);
    for (const {x, y} of points.slice(from)) pen.lineTo(x, y);
    pen.stroke();
  }
}

const clamp = (value, most) => Math.min(most, Math.max(0, value));
