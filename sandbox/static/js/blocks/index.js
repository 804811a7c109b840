// Owns: which drawer draws which block. A block nobody knows is named, never left out silently.
import { h } from "../dom.js";
import { actions, contextActions, input } from "./controls.js";
import { alertBlock, card, carousel, container, taskCard, plan } from "./cards.js";
import { chart } from "./chart.js";
import { image, video } from "./media.js";
import { richText } from "./rich.js";
import { table } from "./table.js";
import { context, divider, header, markdownBlock, section } from "./text.js";

const DRAW = {
  actions,
  alert: alertBlock,
  card,
  carousel,
  container,
  context,
  context_actions: contextActions,
  data_table: table,
  data_visualization: chart,
  divider,
  header,
  image,
  input,
  markdown: markdownBlock,
  plan,
  rich_text: richText,
  section,
  table,
  task_card: taskCard,
  video,
};

/**
 * Blocks as one element.
 * @param {object[]} blocks
 * @param {import("./surface.js").Surface} surface where they stand: container, form, how to act
 */
export function drawBlocks(blocks, surface) {
  return h(
    "div",
    { class: `blocks blocks-${surface.kind}` },
    (blocks ?? []).map((block) => drawBlock(block, surface)),
  );
}

export function drawBlock(block, surface) {
  const draw = DRAW[block.type];
  const body = draw
    ? draw(block, surface)
    : h("div", { class: "unknown" }, `This page does not draw “${block.type}” blocks yet.`);
  return h(
    "div",
    { class: `block block-${block.type}`, data: block.block_id ? { block: block.block_id } : {} },
    body,
  );
}
