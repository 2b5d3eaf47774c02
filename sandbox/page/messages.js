// Messages, drawn one by one; only those that changed are drawn again.

import { drawBlocks } from "./blocks.js";
import { act, at, here, keepFocus, note, people, replies } from "./state.js";
import { make, mrkdwn } from "./words.js";

/** Draw a list of messages, touching only those that changed. */
export function list(box, said, inThread = false) {
  const wanted = said.map((each) => `${each.channel}/${each.ts}`);
  for (const node of [...box.children]) if (!wanted.includes(node.dataset.id)) node.remove();
  said.forEach((each, n) => {
    const id = wanted[n];
    const count = inThread ? 0 : replies(each.ts);
    const sign = JSON.stringify([each, count.length, status(each.ts)]);
    const old = box.children[n];
    if (old?.dataset.id === id && here.drawn.get(box.id + id) === sign) return;
    here.drawn.set(box.id + id, sign);
    const node = message(each, inThread, count);
    node.dataset.id = id;
    keepFocus(() => (old?.dataset.id === id ? old.replaceWith(node) : box.insertBefore(node, old ?? null)));
  });
}

function status(ts) {
  return here.state.statuses.find((each) => each.channel === here.place && each.thread_ts === ts)?.text ?? "";
}

function message(said, inThread, answers) {
  const name = people().get(said.user) ?? "Slackbot";
  const time = new Date(Number(said.ts) * 1000);
  const isBot = said.user === here.state.app.bot;
  const head = make("div", { class: "m-head" },
    make("strong", {}, name), isBot ? make("span", { class: "badge" }, "App") : null,
    make("time", { datetime: time.toISOString() }, time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })),
    said.edited ? make("span", { class: "quiet" }, "(edited)") : null);
  const blocks = said.blocks.length
    ? drawBlocks(said.blocks, on(`${said.channel}/${said.ts}`, (part, chosen) => act("click", { channel: said.channel, ts: said.ts, action_id: part.action_id, chosen })))
    : said.text ? [make("div", { class: "b-text" }, ...mrkdwn(said.text, people()))] : [];
  const files = said.files.map((file) => make("a", { class: "file", href: `/page/files/${file.id}`, download: file.name }, `📄 ${file.title || file.name} (${file.size.toLocaleString("en-GB")} bytes)`));
  const marks = (said.reactions ?? []).map((each) => make("span", { class: "mark" }, ...mrkdwn(`:${each.name}: ${each.count}`, people())));
  const lines = [
    said.ephemeral ? make("p", { class: "only" }, make("span", { "aria-hidden": "true" }, "👁"), " Only visible to you") : null,
    head, ...blocks, ...files, marks.length ? make("div", { class: "marks" }, ...marks) : null,
    inThread || said.ephemeral ? null : foot(said, answers),
    status(said.ts) ? make("p", { class: "quiet" }, `${here.state.app.name} ${status(said.ts)}`) : null,
  ];
  const face = make("span", { class: `face ${isBot ? "face-bot" : `face-${said.user.length % 4}`}`, "aria-hidden": "true" }, initials(name));
  return make("article", { class: said.ephemeral ? "message private" : "message", "aria-label": `${name}, ${time.toLocaleTimeString("en-GB")}` }, face, make("div", { class: "m-body" }, ...lines.filter(Boolean)));
}

/** The letters on a face. */
function initials(name) {
  return name.split(" ").map((word) => word[0].toUpperCase()).slice(0, 2).join("");
}

function foot(said, answers) {
  const count = answers.length;
  const label = count ? `${count} ${count === 1 ? "reply" : "replies"}` : "Reply in thread";
  const shortcuts = here.state.app.shortcuts.filter((each) => each.kind === "message").map((each) =>
    make("button", { type: "button", class: "plain", click: () => act("shortcut", { callback_id: each.callback_id, channel: said.channel, ts: said.ts }) }, each.name));
  return make("div", { class: count ? "m-foot with-replies" : "m-foot" },
    make("button", { type: "button", class: "plain", "data-key": `thread:${said.ts}`, click: () => here.openThread(said) }, label), ...shortcuts);
}

/** What drawn elements need: names, what to do (after a confirm dialog, where asked), a key for focus. */
export function on(key, send) {
  return {
    key, people: people(),
    act: async (part, chosen = "") => {
      if (part.confirm && !(await confirmed(part.confirm))) return;
      const answer = await send(part, chosen);
      if (!answer.ok) note("composer-note", `That did not work: ${answer.error}`);
    },
  };
}

function confirmed(ask) {
  const dialog = at("confirm");
  at("confirm-title").textContent = ask.title.text;
  at("confirm-text").replaceChildren(...(ask.text.type === "mrkdwn" ? mrkdwn(ask.text.text, people()) : [ask.text.text]));
  at("confirm-go").textContent = ask.confirm.text;
  at("confirm-go").className = `button ${ask.style ?? "primary"}`;
  at("confirm-deny").textContent = ask.deny.text;
  dialog.showModal();
  return new Promise((done) => {
    at("confirm-go").onclick = () => dialog.close("go");
    at("confirm-deny").onclick = () => dialog.close("");
    dialog.onclose = () => { done(dialog.returnValue === "go"); dialog.returnValue = ""; };
  });
}

/** Keep the newest in sight, from its first line, unless somebody has scrolled up to read. */
export function follow(box, change) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const before = box.querySelector("[role=log]").lastElementChild?.dataset.id;
  change();
  const last = box.querySelector("[role=log]").lastElementChild;
  if (!atEnd || !last) return;
  const tall = last.offsetHeight > box.clientHeight && last.dataset.id !== before;
  if (tall) last.scrollIntoView({ block: "start" });
  else box.scrollTop = box.scrollHeight;
}
