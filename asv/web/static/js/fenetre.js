/* The window over a plan: where it stands, how wide it is, what it tells of a point of the screen. Kept in memory only. */
const CLOSEST = 300; // metres across

/** One window over an SVG. `onMove(window, metresPerPixel)` hears each change. */
export class Fenetre {
  constructor(svg, onMove) {
    Object.assign(this, { svg, onMove, limits: [0, 0, 1, 1], seen: { x: 0, y: 0, w: 1, h: 1 } });
  }

  get ratio() {
    return (this.svg.clientHeight || 1) / (this.svg.clientWidth || 1);
  }

  get metres() {
    return this.seen.w / (this.svg.clientWidth || 1);
  }

  get middle() {
    return [this.seen.x + this.seen.w / 2, this.seen.y + this.seen.h / 2];
  }

  /** Give the point of the plan under a finger. */
  under({ clientX, clientY }) {
    const { left, top } = this.svg.getBoundingClientRect();
    return [this.seen.x + (clientX - left) * this.metres, this.seen.y + (clientY - top) * this.metres];
  }

  set(x, y, w) {
    const [west, north, east, south] = this.limits;
    const h = w * this.ratio;
    const inside = (value, low, high) => (low > high ? (low + high) / 2 : Math.min(Math.max(value, low), high));
    this.seen = { x: inside(x, west, east - w), y: inside(y, north, south - h), w, h };
    this.svg.setAttribute("viewBox", ["x", "y", "w", "h"].map((side) => this.seen[side]).join(" "));
    this.onMove(this.seen, this.metres);
  }

  /** Move by a share of what is seen. */
  pan(across, down) {
    this.set(this.seen.x + across * this.seen.w, this.seen.y + down * this.seen.h, this.seen.w);
  }

  /** See `factor` times as wide, the point (x, y) staying where it is on the screen. */
  zoom(factor, [x, y] = this.middle) {
    const [left, top] = [(x - this.seen.x) / this.seen.w, (y - this.seen.y) / this.seen.h];
    const w = Math.min(this.widest, Math.max(CLOSEST, this.seen.w * factor));
    this.set(x - left * w, y - top * w * this.ratio, w);
  }

  get widest() {
    const [west, north, east, south] = this.limits;
    return Math.max(east - west, (south - north) / this.ratio);
  }

  /** Show the whole plan. */
  whole(box) {
    this.limits = box;
    this.set(box[0], box[1], this.widest);
  }
}
