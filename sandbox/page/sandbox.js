// The page: keeps up with the sandbox, draws what one person sees, and sends what they do.

import { drawBlocks, enter, entered } from "./blocks.js";
import { follow, list, on } from "./messages.js";
import { act, at, bot, here, keepFocus, note, people, place, replies } from "./state.js";
import { make } from "./words.js";

const EXAMPLE = "Today's Budget has delivered for Wales for the first time in a generation.";

async function fetchState() {
  const answer = await fetch(`/page/state?user=${encodeURIComponent(here.user || "U0PRESS")}`);
  here.state = await answer.json();
  here.user = here.state.me;
  if (!here.state.channels.some((each) => each.id === here.place)) here.place = here.state.channels[0].id;
  draw();
}

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
  const body = at("modal-body");
  const drawn = drawBlocks(view.blocks, on(view.id, (part, chosen) => act("click", { view: view.id, action_id: part.action_id, chosen, values: entered(body) })));
  const typed = body.dataset.view === view.id ? entered(body) : {};
  body.dataset.view = view.id;
  keepFocus(() => body.replaceChildren(...drawn));
  enter(body, typed);
  if (!dialog.open) dialog.showModal();
  body.querySelector("[data-focus]")?.focus();
}

/** Inputs that must be filled in and are not, as Slack's own client says it. */
function unanswered(body) {
  const values = entered(body);
  const needed = here.state.modal.blocks.filter((block) => block.type === "input" && !block.optional);
  const empty = needed.filter((block) => !values[block.element.action_id]?.length);
  return Object.fromEntries(empty.map((block) => [block.block_id, `Complete “${block.label.text}”`]));
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
    control?.setAttribute("aria-describedby", `input-${block}-hint ${line.id}`);
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
  here.openThread = openThread;
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
    const empty = unanswered(at("modal-body"));
    if (Object.keys(empty).length) return showWrong(empty);
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
