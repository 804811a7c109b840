// Owns: data_visualization: line, area, bar and pie, drawn as SVG, with the numbers as a table for those who cannot see it.
import { h, svg, uid } from "../dom.js";

const WIDE = 560,
  HIGH = 240;
const BOX = { left: 56, right: 12, top: 10, bottom: 38 };
const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** A step of 1, 2 or 5 times a power of ten that cuts a span into at most `count` parts. */
function niceStep(span, count) {
  const rough = span / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= rough);
}

function scale(values) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = niceStep(high - low, 4);
  const from = Math.floor(low / step) * step;
  const to = Math.max(from + step, Math.ceil(high / step) * step);
  const ticks = [];
  for (let at = from; at <= to + step / 2; at += step) ticks.push(at);
  const y = (value) => BOX.top + (1 - (value - from) / (to - from)) * (HIGH - BOX.top - BOX.bottom);
  return { ticks, y };
}

function axes(labels, ticks, y, x, config) {
  const every = Math.ceil(labels.length / 8);
  return [
    ticks.map((tick) =>
      svg(
        "g",
        {},
        svg("line", { class: "grid", x1: BOX.left, x2: WIDE - BOX.right, y1: y(tick), y2: y(tick) }),
        svg(
          "text",
          { class: "tick", x: BOX.left - 8, y: y(tick) + 4, "text-anchor": "end" },
          COMPACT.format(tick),
        ),
      ),
    ),
    labels.map((label, at) =>
      at % every
        ? null
        : svg("text", { class: "tick", x: x(at), y: HIGH - BOX.bottom + 16, "text-anchor": "middle" }, label),
    ),
    config.x_label
      ? svg(
          "text",
          { class: "axis", x: (WIDE + BOX.left) / 2, y: HIGH - 4, "text-anchor": "middle" },
          config.x_label,
        )
      : null,
    config.y_label
      ? svg(
          "text",
          {
            class: "axis",
            x: -(HIGH - BOX.bottom) / 2,
            y: 12,
            transform: "rotate(-90)",
            "text-anchor": "middle",
          },
          config.y_label,
        )
      : null,
  ];
}

function bars(series, labels, y, slot) {
  const width = Math.min(36, (slot * 0.7) / series.length);
  return series.map((one, s) =>
    one.values.map((value, at) => {
      if (value === null) return null;
      const left = BOX.left + slot * (at + 0.5) - (width * series.length) / 2 + s * width;
      return svg("rect", {
        class: `fill-${s}`,
        x: left,
        y: Math.min(y(value), y(0)),
        width: Math.max(1, width - 2),
        height: Math.max(1, Math.abs(y(0) - y(value))),
        rx: 2,
      });
    }),
  );
}

function strokes(series, y, x, area) {
  return series.map((one, s) => {
    const points = one.values
      .map((value, at) => (value === null ? null : `${x(at)},${y(value)}`))
      .filter(Boolean);
    const ends = [one.values.findIndex((v) => v !== null), one.values.findLastIndex((v) => v !== null)];
    return svg(
      "g",
      {},
      area && points.length
        ? svg("polygon", {
            class: `area-${s}`,
            points: `${x(ends[0])},${y(0)} ${points.join(" ")} ${x(ends[1])},${y(0)}`,
          })
        : null,
      svg("polyline", { class: `line-${s}`, points: points.join(" ") }),
      area || points.length > 24
        ? null
        : points.map((point) =>
            svg("circle", { class: `fill-${s}`, cx: point.split(",")[0], cy: point.split(",")[1], r: 3 }),
          ),
    );
  });
}

function pie(segments) {
  const total = segments.reduce((sum, one) => sum + one.value, 0) || 1;
  const [cx, cy, r] = [WIDE / 2, HIGH / 2, HIGH / 2 - 12];
  let turn = -Math.PI / 2;
  return segments.map((one, at) => {
    const share = one.value / total;
    if (share > 0.9999) return svg("circle", { class: `fill-${at}`, cx, cy, r });
    const [from, to] = [turn, turn + share * 2 * Math.PI];
    turn = to;
    const point = (angle) =>
      `${(cx + r * Math.cos(angle)).toFixed(2)} ${(cy + r * Math.sin(angle)).toFixed(2)}`;
    return svg("path", {
      class: `fill-${at} slice`,
      d: `M${cx} ${cy}L${point(from)}A${r} ${r} 0 ${share > 0.5 ? 1 : 0} 1 ${point(to)}Z`,
    });
  });
}

function numbers(title, labels, series) {
  const head = h(
    "tr",
    {},
    h("td"),
    series.map((one) => h("th", { scope: "col" }, one.name)),
  );
  const rows = labels.map((label, at) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, label),
      series.map((one) => h("td", {}, one.values[at] ?? "–")),
    ),
  );
  const table = h("table", {}, h("caption", {}, title), h("thead", {}, head), h("tbody", {}, rows));
  return h("div", { class: "sr" }, table);
}

export function chart(block) {
  const { type, segments, series: given = [], axis_config: config = {} } = block.chart ?? {};
  const labels =
    type === "pie"
      ? (segments ?? []).map((one) => one.label)
      : (config.categories ?? given[0]?.data.map((point) => point.label) ?? []);
  const series =
    type === "pie"
      ? [{ name: "Value", values: segments.map((one) => one.value) }]
      : given.map((one) => ({
          name: one.name,
          values: labels.map((label) => one.data.find((point) => point.label === label)?.value ?? null),
        }));
  const { ticks, y } = scale(series.flatMap((one) => one.values).filter((value) => value !== null));
  const slot = (WIDE - BOX.left - BOX.right) / Math.max(1, labels.length);
  const x = (at) => BOX.left + slot * (at + 0.5);
  const id = uid("chart");
  const marks = {
    pie: () => pie(segments),
    bar: () => bars(series, labels, y, slot),
    line: () => strokes(series, y, x, false),
    area: () => strokes(series, y, x, true),
  }[type];
  const names = type === "pie" ? labels : series.map((one) => one.name);
  return h(
    "figure",
    { class: "chart", "aria-labelledby": id },
    h("figcaption", { class: "chart-title", id }, block.title),
    svg(
      "svg",
      { viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" },
      type === "pie" ? null : axes(labels, ticks, y, x, config),
      marks?.(),
    ),
    h(
      "div",
      { class: "legend", "aria-hidden": "true" },
      names.map((name, at) => h("span", {}, h("i", { class: `key-${at}` }), name)),
    ),
    numbers(block.title, labels, series),
  );
}
