// Slack's two text formats, mrkdwn and rich text, drawn as nodes. Nothing is set as HTML.

const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", warning: "⚠️",
  no_entry: "⛔", no_entry_sign: "🚫", octagonal_sign: "🛑", stop_sign: "🛑", mag: "🔍", mag_right: "🔎",
  speech_balloon: "💬", memo: "📝", pencil: "📝", pencil2: "✏️", eyes: "👀", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", information_source: "ℹ️", large_green_circle: "🟢",
  large_yellow_circle: "🟡", large_orange_circle: "🟠", red_circle: "🔴", large_blue_circle: "🔵",
  white_circle: "⚪", black_circle: "⚫", bulb: "💡", lock: "🔒", link: "🔗", page_facing_up: "📄",
  scroll: "📜", books: "📚", book: "📖", calendar: "📅", date: "📅", thumbsup: "👍", "+1": "👍",
  thumbsdown: "👎", "-1": "👎", wave: "👋", grey_question: "❔", question: "❓", exclamation: "❗",
  arrow_right: "➡️", scales: "⚖️", balance_scale: "⚖️", bell: "🔔", raised_hand: "✋", hand: "✋",
  robot_face: "🤖", clipboard: "📋", mailbox: "📫", outbox_tray: "📤", floppy_disk: "💾", tada: "🎉",
  rotating_light: "🚨", scissors: "✂️", straight_ruler: "📏", black_square_button: "🔲",
};
const SAFE_LINK = /^(https?:|mailto:)/i;
const INLINE =
  /(```[\s\S]+?```)|(`[^`\n]+`)|<([^<>\n]+)>|(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]*?\S)_(?![\w_])|(?<![\w~])~(?=\S)([^~\n]*?\S)~(?![\w~])|:([a-z0-9_+-]+):/g;

/** Make an element with attributes, properties and children. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/** The picture of a shortcode, or the shortcode as written. */
export function emoji(name) {
  const found = EMOJI[name];
  if (!found) return document.createTextNode(`:${name}:`);
  return make("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") }, found);
}

/** A link that leaves the page, only to the web or to mail; anything else is shown as text. */
export function link(url, text) {
  if (!SAFE_LINK.test(url)) return document.createTextNode(text);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function mention(name) {
  return make("span", { class: "mention" }, name);
}

function control(inside, people) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (target.startsWith("@")) return mention(`@${people.get(target.slice(1)) ?? unescape(label ?? target.slice(1))}`);
  if (target.startsWith("#")) return mention(`#${unescape(label ?? target.slice(1))}`);
  if (target.startsWith("!date")) return document.createTextNode(unescape(label ?? ""));
  if (target.startsWith("!")) return mention(`@${unescape(label ?? target.slice(1))}`);
  return link(unescape(target), unescape(label ?? target));
}

function inline(text, people) {
  const nodes = [];
  let place = 0;
  for (const found of text.matchAll(INLINE)) {
    if (found.index > place) nodes.push(unescape(text.slice(place, found.index)));
    const [whole, pre, code, inside, bold, italic, strike, name] = found;
    if (pre) nodes.push(make("pre", {}, unescape(pre.slice(3, -3).replace(/^\n/, ""))));
    else if (code) nodes.push(make("code", {}, unescape(code.slice(1, -1))));
    else if (inside) nodes.push(control(inside, people));
    else if (bold) nodes.push(make("strong", {}, ...inline(bold, people)));
    else if (italic) nodes.push(make("em", {}, ...inline(italic, people)));
    else if (strike) nodes.push(make("s", {}, ...inline(strike, people)));
    else nodes.push(emoji(name));
    place = found.index + whole.length;
  }
  if (place < text.length) nodes.push(unescape(text.slice(place)));
  return nodes;
}

/** Slack's mrkdwn: quotes by line, the rest inline. */
export function mrkdwn(text, people) {
  const nodes = [];
  const lines = text.split(/(```[\s\S]+?```)/).flatMap((part, n) => (n % 2 ? [part] : part.split(/(?<=\n)/)));
  let quote = null;
  for (const line of lines) {
    const quoted = /^(&gt;|>) ?/.exec(line);
    if (quoted) {
      if (!quote) nodes.push((quote = make("blockquote")));
      quote.append(...inline(line.slice(quoted[0].length), people));
    } else {
      quote = null;
      nodes.push(...inline(line, people));
    }
  }
  return nodes;
}

/** A plain_text or mrkdwn object. */
export function words(text, people) {
  if (!text) return [];
  if (text.type === "mrkdwn") return mrkdwn(text.text, people);
  return text.text.split(/:([a-z0-9_+-]+):/).map((part, n) => (n % 2 ? emoji(part) : part));
}

/** Standard Markdown, enough for a markdown block: headings, bullets, emphasis, code, links. */
export function markdown(text, people) {
  const as = text
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, "<$2|$1>")
    .replace(/^#{1,6} +(.+)$/gm, "*$1*").replace(/\*\*(.+?)\*\*/g, "*$1*")
    .replace(/^[-*] +/gm, "• ");
  return mrkdwn(as, people);
}

function leaf(part, people) {
  if (part.type === "link") return styled(link(part.url, part.text || part.url), part.style);
  if (part.type === "emoji") return emoji(part.name);
  if (part.type === "user") return mention(`@${people.get(part.user_id) ?? part.user_id}`);
  if (part.type === "usergroup") return mention(`@${part.usergroup_id}`);
  if (part.type === "channel") return mention(`#${part.channel_id}`);
  if (part.type === "broadcast") return mention(`@${part.range}`);
  if (part.type === "date") return document.createTextNode(part.fallback ?? new Date(part.timestamp * 1000).toLocaleString("en-GB"));
  return styled(document.createTextNode(part.text ?? ""), part.style);
}

function styled(node, style = {}) {
  const tags = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u", highlight: "mark" };
  return Object.entries(tags).reduce((inner, [name, tag]) => (style[name] ? make(tag, {}, inner) : inner), node);
}

/** One part of a rich_text block. */
export function richPart(part, people) {
  const leaves = () => (part.elements ?? []).map((each) => leaf(each, people));
  if (part.type === "rich_text_preformatted") return make("pre", { tabindex: "0" }, ...leaves());
  if (part.type === "rich_text_quote") return make("blockquote", {}, ...leaves());
  if (part.type === "rich_text_list") {
    const items = part.elements.map((each) => make("li", {}, richPart(each, people)));
    return make(part.style === "ordered" ? "ol" : "ul", { class: `list indent-${Math.min(part.indent ?? 0, 4)}`, start: part.style === "ordered" && part.offset ? part.offset + 1 : null }, ...items);
  }
  return make("div", { class: "rich-section" }, ...leaves());
}
