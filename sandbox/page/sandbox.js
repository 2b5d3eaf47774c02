// The page: keeps up with the sandbox, draws what one person sees, and sends what they do.

import { drawBlocks, entered } from "./blocks.js";
import { make, mrkdwn } from "./words.js";

const EXAMPLE = "Today's Budget has delivered for Wales for the first time in a generation.";
const at = (id) => document.getElementById(id);
const here = { user: sessionStorage.getItem("user") || "", place: "", thread: "", tab: "messages", state: null, modal: "", drawn: new Map() };

async function fetchState() {
  const answer = await fetch(`/page/state?user=${encodeURIComponent(here.user || "U0PRESS")}`);
  here.state = await answer.json();
  here.user = here.state.me;
  if (!here.state.channels.some((each) => each.id === here.place)) here.place = here.state.channels[0].id;
  draw();
}

async function act(name, body) {
  const answer = await fetch(`/page/do/${name}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user: here.user, ...body }),
  });
  if (!answer.ok) return { ok: false, error: (await answer.text()).trim() };
  return answer.json();
}

const people = () => new Map(here.state.users.map((user) => [user.id, user.name]));
const place = () => here.state.channels.find((each) => each.id === here.place);
const bot = () => `@${here.state.app.name}`;
const replies = (ts) => here.state.messages.filter((each) => each.channel === here.place && each.thread_ts === ts && each.ts !== ts);

function draw() {
  drawBar();
  drawPlaces();
  drawRoom();
  drawThread();
  drawModal();
}

function drawBar() {
  const menu = at("me");
  const staff = here.state.users.filter((user) => !user.bot && !user.gone);
  if (menu.options.length !== staff.length) menu.replaceChildren(...staff.map((user) => make("option", { value: user.id }, user.name)));
  menu.value = here.user;
  const words = here.state.connected ? `${here.state.app.name} is connected` : "No app is connected yet";
  const state = at("link-state");
  if (state.textContent !== words) state.textContent = words;
  state.classList.toggle("on", here.state.connected);
}

function drawPlaces() {
  const entry = (channel, label) =>
    make("li", {}, make("button", { type: "button", "data-key": `place:${channel.id}`, "aria-current": channel.id === here.place ? "page" : null, click: () => go(channel.id) }, label));
  const rooms = here.state.channels.filter((each) => each.kind !== "im");
  const direct = here.state.channels.filter((each) => each.kind === "im");
  keepFocus(() => {
    at("channels").replaceChildren(...rooms.map((each) => entry(each, `${each.kind === "private" ? "🔒︎" : "#"} ${each.name}`)));
    at("apps").replaceChildren(...direct.map((each) => entry(each, here.state.app.name)));
  });
}

function drawRoom() {
  const now = place();
  const direct = now.kind === "im";
  at("room-name").textContent = direct ? here.state.app.name : `# ${now.name}`;
  at("room-note").textContent = now.archived ? "Archived" : direct ? "Direct message: only you and the app" : now.bot ? "" : `${bot()} is not in this channel`;
  at("tabs").hidden = !direct;
  const home = direct && here.tab === "home";
  at("tab-messages").setAttribute("aria-pressed", String(!home));
  at("tab-home").setAttribute("aria-pressed", String(home));
  const said = here.state.messages.filter((each) => each.channel === here.place && (!each.thread_ts || each.thread_ts === each.ts));
  at("home").hidden = !home;
  at("messages").hidden = home;
  at("composer").hidden = home;
  at("hint").hidden = home || said.length > 0;
  const command = here.state.app.commands[0] ?? "";
  at("hint-text").textContent = `Type ${command} and a draft post. The answer comes to you alone, until you share it. Try it with a post that a government account really made:`;
  at("hint-example").textContent = EXAMPLE;
  at("composer-label").textContent = direct ? `Message ${here.state.app.name}` : `Message #${now.name}, or ${command} and a draft`;
  follow(at("scroll"), () => list(at("messages"), said));
  if (home) drawHome();
}

function drawHome() {
  const view = here.state.home;
  const key = view ? view.hash : "none";
  if (at("home").dataset.drawn === key) return;
  at("home").dataset.drawn = key;
  const nodes = view ? drawBlocks(view.blocks, on(view.id, (part, chosen) => act("click", { view: view.id, action_id: part.action_id, chosen }))) : [make("p", { class: "quiet" }, "The app has not published a Home tab yet.")];
  keepFocus(() => at("home").replaceChildren(...nodes));
}

function drawThread() {
  const root = here.state.messages.find((each) => each.channel === here.place && each.ts === here.thread);
  at("thread").hidden = !root;
  document.body.classList.toggle("with-thread", Boolean(root));
  if (root) follow(at("thread-scroll"), () => list(at("thread-messages"), [root, ...replies(root.ts)], true));
}

/** Draw a list of messages, touching only those that changed. */
function list(box, said, inThread = false) {
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

function initials(name) {
  return name.split(" ").map((word) => word[0].toUpperCase()).slice(0, 2).join("");
}

function foot(said, answers) {
  const count = answers.length;
  const label = count ? `${count} ${count === 1 ? "reply" : "replies"}` : "Reply in thread";
  const shortcuts = here.state.app.shortcuts.filter((each) => each.kind === "message").map((each) =>
    make("button", { type: "button", class: "plain", click: () => act("shortcut", { callback_id: each.callback_id, channel: said.channel, ts: said.ts }) }, each.name));
  return make("div", { class: count ? "m-foot with-replies" : "m-foot" },
    make("button", { type: "button", class: "plain", "data-key": `thread:${said.ts}`, click: () => openThread(said) }, label), ...shortcuts);
}

/** What drawn elements need: names, what to do (after a confirm dialog, where asked), a key for focus. */
function on(key, send) {
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

function drawModal() {
  const view = here.state.modal;
  const dialog = at("modal");
  if (!view) {
    here.modal = "";
    if (dialog.open) dialog.close();
    return;
  }
  if (here.modal === view.id + view.hash) return;
  here.modal = view.id + view.hash;
  at("modal-title").textContent = view.title.text;
  at("modal-submit").hidden = !view.submit;
  at("modal-submit").textContent = view.submit?.text ?? "";
  at("modal-close").textContent = view.close?.text ?? (here.state.depth > 1 ? "Back" : "Close");
  const drawn = drawBlocks(view.blocks, on(view.id, (part, chosen) => act("click", { view: view.id, action_id: part.action_id, chosen })));
  at("modal-body").replaceChildren(...drawn);
  if (!dialog.open) dialog.showModal();
}

function showWrong(errors) {
  const body = at("modal-body");
  for (const line of body.querySelectorAll(".wrong")) line.hidden = true;
  let first = null;
  for (const [block, words] of Object.entries(errors)) {
    const line = at(`input-${block}-wrong`);
    const control = at(`input-${block}`);
    if (!line) continue;
    line.textContent = `Error: ${words}`;
    line.hidden = false;
    control?.setAttribute("aria-invalid", "true");
    control?.setAttribute("aria-describedby", line.id);
    first ??= control;
  }
  first?.focus();
}

function go(channel) {
  here.place = channel;
  here.thread = "";
  draw();
  at("scroll").scrollTop = at("scroll").scrollHeight;
  if (place().kind === "im") act("home", {});
}

function openThread(said) {
  here.thread = said.ts;
  draw();
  const box = at("reply-text");
  box.value = said.user === here.state.app.bot ? `${bot()} ` : "";
  box.focus();
}

function closeThread() {
  const back = document.querySelector(`[data-key="thread:${CSS.escape(here.thread)}"]`);
  here.thread = "";
  draw();
  back?.focus();
}

/** Keep the newest in sight, unless somebody has scrolled up to read. */
function follow(box, change) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  change();
  if (atEnd) box.scrollTop = box.scrollHeight;
}

function keepFocus(change) {
  const key = document.activeElement?.dataset?.key;
  change();
  if (key && !document.activeElement?.dataset?.key) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

function note(id, words) {
  at(id).textContent = words;
}

async function send(text, thread, noteId) {
  const command = here.state.app.commands.find((each) => text === each || text.startsWith(`${each} `) || text.startsWith(`${each}\n`));
  if (text.startsWith("/") && thread) return `Commands do not run in threads: write ${bot()} and your question instead.`;
  if (text.startsWith("/") && !command) return `${text.split(/\s/)[0]} is not a command here. There is ${here.state.app.commands.join(", ")}.`;
  note(noteId, "Sending…");
  const answer = command
    ? await act("command", { command, text: text.slice(command.length).trimStart(), channel: here.place })
    : await act("say", { text, channel: here.place, thread_ts: thread });
  if (answer.ok || command) return answer.ok && command ? "Sent: the answer comes here, to you alone." : "";
  return `The app did not take it: ${answer.error}`;
}

function writing(formId, boxId, noteId, thread) {
  const box = at(boxId);
  at(formId).addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    box.value = "";
    const words = await send(text, thread(), noteId);
    if (words.includes("Commands do not") || words.includes("is not a command")) box.value = text;
    note(noteId, words);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    at(formId).requestSubmit();
  });
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem("theme", name);
  at("theme").textContent = name === "dark" ? "Light" : "Dark";
  at("theme").setAttribute("aria-label", `Switch to ${name === "dark" ? "light" : "dark"} colours`);
}

function listen() {
  const stream = new EventSource("/page/events");
  stream.onmessage = fetchState;
  stream.onerror = () => note("link-state", "The sandbox has stopped");
}

function begin() {
  setTheme(localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  at("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  at("me").addEventListener("change", (event) => { here.user = event.target.value; sessionStorage.setItem("user", here.user); here.thread = ""; fetchState(); });
  at("thread-close").addEventListener("click", closeThread);
  at("thread").addEventListener("keydown", (event) => { if (event.key === "Escape") closeThread(); });
  at("tab-messages").addEventListener("click", () => { here.tab = "messages"; draw(); });
  at("tab-home").addEventListener("click", () => { here.tab = "home"; act("home", {}); draw(); });
  at("hint-try").addEventListener("click", () => { at("composer-text").value = `${here.state.app.commands[0]} ${EXAMPLE}`; at("composer").requestSubmit(); at("composer-text").focus(); });
  at("modal-close").addEventListener("click", () => act("close", { view: here.state.modal.id }));
  at("modal").addEventListener("cancel", (event) => { event.preventDefault(); act("close", { view: here.state.modal.id }); });
  at("modal-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await act("submit", { view: here.state.modal.id, values: entered(at("modal-body")) });
    showWrong(answer.errors ?? {});
  });
  writing("composer", "composer-text", "composer-note", () => "");
  writing("reply", "reply-text", "reply-note", () => here.thread);
  const [channel, thread] = location.hash.slice(1).split("/");
  here.place = channel || "";
  here.thread = thread || "";
  fetchState().then(listen);
}

begin();
