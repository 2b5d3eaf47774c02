// Block Kit in, HTML out: reads pictures as JSON from standard input, writes each as markup.

import { json } from "node:stream/consumers";
import { createElement as h } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";

const THEMES = ["light", "dark"];
const TIME = new Date(2026, 10, 27, 10, 0);

/** A square with a letter stands for the app's icon, so that nothing is fetched. */
const icon = (letter, colour) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><rect width="36" height="36" fill="${colour}"/>` +
      `<text x="18" y="24" font-family="Lato, Liberation Sans, sans-serif" font-size="18" font-weight="bold" text-anchor="middle" fill="#fff">${letter}</text></svg>`,
  )}`;

const blocksOf = (blocks, theme) =>
  h(Message, { blocks, name: "", logo: "", theme, withoutWrapper: true });

function message(shown, theme) {
  const whole = { blocks: shown.blocks, name: "neutral", logo: icon("N", "#1d3a5f"), time: TIME, theme };
  const only = shown.private ? h("p", { className: "only", key: "only" }, "Only visible to you") : null;
  return h("article", { className: shown.private ? "message private" : "message" }, only, h(Message, whole));
}

/** Slack draws a title and two buttons around the blocks of a form, and errors under fields. */
function modal(shown, theme) {
  const { view, errors } = shown;
  const drawn = view.blocks.map((block, n) =>
    h("div", { className: "field", key: n }, blocksOf([block], theme),
      errors?.[block.block_id] ? h("p", { className: "error" }, errors[block.block_id]) : null));
  const buttons = [view.close, view.submit].filter(Boolean).map((each) =>
    h("span", { className: each === view.submit ? "press go" : "press", key: each.text }, each.text));
  return h("article", { className: "modal" }, h("h1", {}, view.title.text), ...drawn, h("footer", {}, ...buttons));
}

const home = (shown, theme) => h("article", { className: "home" }, blocksOf(shown.view.blocks, theme));

const KINDS = { message, modal, home };

const pictures = await json(process.stdin);
const drawn = pictures.map(({ name, shows }) => [
  name,
  Object.fromEntries(THEMES.map((theme) => [
    theme,
    shows.map((shown) => renderToStaticMarkup(KINDS[shown.kind](shown, theme))).join("\n"),
  ])),
]);
process.stdout.write(JSON.stringify(Object.fromEntries(drawn)));
