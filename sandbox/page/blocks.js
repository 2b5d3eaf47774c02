// Block Kit, drawn: each block and element as plain, labelled HTML.

import { make, markdown, richPart, words } from "./words.js";

const DRAW = {
  header: (block, on) => make("h2", { class: "b-header" }, ...words(block.text, on.people)),
  divider: () => make("hr", { class: "b-divider" }),
  context: (block, on) => make("div", { class: "b-context" }, ...block.elements.map((each) => contextPart(each, on))),
  section,
  actions: (block, on) => make("div", { class: "b-actions" }, ...block.elements.map((each) => element(each, on))),
  context_actions: (block, on) => make("div", { class: "b-actions" }, ...block.elements.map((each) => element(each, on))),
  rich_text: (block, on) => make("div", { class: "b-rich" }, ...block.elements.map((each) => richPart(each, on.people))),
  markdown: (block, on) => make("div", { class: "b-text" }, ...markdown(block.text, on.people)),
  image: (block) => picture(block),
  input,
  table,
};

/** All blocks. `on` holds people (id to name), act(element, chosen) and key (for focus). */
export function drawBlocks(blocks, on) {
  return blocks.map((block) => {
    const draw = DRAW[block.type];
    const node = draw ? draw(block, on) : make("p", { class: "b-unknown" }, `[${block.type}]`);
    node.dataset.block = block.block_id ?? "";
    return node;
  });
}

function section(block, on) {
  const node = make("div", { class: "b-section" });
  const body = make("div", { class: "b-text" });
  if (block.text) body.append(...words(block.text, on.people));
  if (block.fields) {
    const fields = block.fields.map((field) => make("div", {}, ...words(field, on.people)));
    body.append(make("div", { class: "b-fields" }, ...fields));
  }
  node.append(body);
  if (block.accessory) node.append(make("div", { class: "b-accessory" }, element(block.accessory, on)));
  return node;
}

function contextPart(part, on) {
  return part.type === "image" ? picture(part) : make("span", {}, ...words(part, on.people));
}

function picture(part) {
  return make("span", { class: "b-image", role: "img", "aria-label": part.alt_text }, `Image: ${part.alt_text}`);
}

function table(block, on) {
  const cell = (each, tag) => {
    const inside = each.type === "rich_text" ? each.elements.map((part) => richPart(part, on.people)) : [each.text ?? ""];
    return make(tag, tag === "th" ? { scope: "col" } : {}, ...inside);
  };
  const rows = block.rows.map((row, n) => make("tr", {}, ...row.map((each) => cell(each, n ? "td" : "th"))));
  return make("div", { class: "b-table", tabindex: "0", role: "region", "aria-label": "Table" }, make("table", {}, ...rows));
}

function input(block, on) {
  const id = `input-${block.block_id}`;
  const grouped = ["radio_buttons", "checkboxes"].includes(block.element.type);
  const label = block.label.text + (block.optional ? " (optional)" : "");
  const hint = block.hint ? make("p", { class: "hint-line", id: `${id}-hint` }, ...words(block.hint, on.people)) : null;
  const control = element(block.element, { ...on, id, label, described: hint ? hint.id : null });
  const wrong = make("p", { class: "wrong", id: `${id}-wrong`, hidden: true });
  const heading = grouped ? make("p", { class: "label" }, label) : make("label", { for: id }, label);
  return make("div", { class: "b-input" }, heading, hint, wrong, control);
}

/** One element, by type. */
export function element(part, on) {
  const key = `${on.key}:${part.action_id ?? ""}`;
  if (part.type === "button") return button(part, on, key);
  if (part.type === "icon_button") return button({ ...part, text: part.text }, on, key);
  if (part.type === "image") return picture(part);
  if (part.type === "overflow") return overflow(part, on, key);
  if (part.type === "feedback_buttons") return feedback(part, on, key);
  if (["radio_buttons", "checkboxes"].includes(part.type)) return boxes(part, on);
  if (part.type.endsWith("_select")) return select(part, on, key);
  return field(part, on, key);
}

function button(part, on, key) {
  const style = part.style ? ` ${part.style}` : "";
  return make("button", {
    type: "button", class: `button${style}`, "data-key": key, "aria-label": part.accessibility_label,
    click: () => {
      if (part.url && /^https?:/i.test(part.url)) window.open(part.url, "_blank", "noopener,noreferrer");
      on.act(part);
    },
  }, ...words(part.text, on.people));
}

function feedback(part, on, key) {
  const sides = [part.positive_button, part.negative_button].map((side, n) =>
    make("button", { type: "button", class: "button", "data-key": `${key}:${n}`, "aria-label": side.accessibility_label, click: () => on.act(part, side.value) }, side.text.text));
  return make("span", { class: "b-feedback" }, ...sides);
}

function overflow(part, on, key) {
  const menu = make("details", { class: "menu" }, make("summary", { "aria-label": "More actions", "data-key": key }, "⋯"));
  const items = part.options.map((option) =>
    make("button", { type: "button", click: () => { menu.open = false; on.act(part, option.value); } }, ...words(option.text, on.people)));
  menu.append(make("div", { class: "menu-list" }, ...items));
  return menu;
}

function people(on) {
  return [...on.people].map(([value, name]) => ({ value, text: { text: name } }));
}

function choices(part, on) {
  if (part.option_groups) {
    return part.option_groups.map((group) => make("optgroup", { label: group.label.text }, ...group.options.map(option)));
  }
  const found = part.options ?? (part.type.includes("users") ? people(on) : []);
  return found.map(option);
}

function option(each) {
  return make("option", { value: each.value }, each.text.text);
}

function select(part, on, key) {
  const many = part.type.startsWith("multi_");
  const first = part.placeholder?.text ?? "Choose…";
  const node = make("select", {
    id: on.id, name: part.action_id, "data-key": key, multiple: many, "aria-label": on.id ? null : first,
    "aria-describedby": on.described, "data-many": many,
    change: () => { if (!on.id) on.act(part, many ? [...node.selectedOptions].map((each) => each.value) : node.value); },
  }, many ? null : make("option", { value: "" }, first), ...choices(part, on));
  const initial = part.initial_option?.value ?? part.initial_user ?? part.initial_conversation ?? "";
  if (!many) node.value = initial;
  else for (const each of node.options) each.selected = (part.initial_options ?? []).some((one) => one.value === each.value);
  return node;
}

function boxes(part, on) {
  const type = part.type === "checkboxes" ? "checkbox" : "radio";
  const initial = new Set([part.initial_option, ...(part.initial_options ?? [])].filter(Boolean).map((each) => each.value));
  const group = make("div", { role: "group", class: "boxes", "aria-label": on.label ?? part.action_id, "data-name": part.action_id, "data-many": type === "checkbox" });
  for (const each of part.options) {
    const box = make("input", { type, name: part.action_id, value: each.value, checked: initial.has(each.value) });
    box.addEventListener("change", () => {
      if (on.id) return;
      const checked = [...group.querySelectorAll("input:checked")].map((one) => one.value);
      on.act(part, type === "checkbox" ? checked : checked[0]);
    });
    const note = each.description ? make("span", { class: "hint-line" }, ...words(each.description, on.people)) : null;
    group.append(make("label", {}, box, make("span", {}, ...words(each.text, on.people), note)));
  }
  return group;
}

function field(part, on, key) {
  const types = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local", number_input: "number", email_text_input: "email", url_text_input: "url" };
  const given = part.initial_value ?? part.initial_date ?? part.initial_time ?? "";
  const attributes = {
    id: on.id, name: part.action_id, "data-key": key, placeholder: part.placeholder?.text, maxlength: part.max_length,
    "aria-describedby": on.described, "aria-label": on.id ? null : (part.placeholder?.text ?? part.action_id),
    "data-focus": part.focus_on_load ? "" : null,
  };
  const node = part.multiline ? make("textarea", { ...attributes, rows: 5 }) : make("input", { ...attributes, type: types[part.type] ?? "text" });
  node.value = given;
  if (!on.id) node.addEventListener("change", () => on.act(part, node.value));
  return node;
}

const FIELDS = "input[name]:not([type=radio]):not([type=checkbox]), textarea[name], select[name]";

/** What was entered in a form, by action_id. */
export function entered(form) {
  const values = {};
  for (const node of form.querySelectorAll(FIELDS)) {
    values[node.name] = "many" in node.dataset ? [...node.selectedOptions].map((each) => each.value) : node.value;
  }
  for (const group of form.querySelectorAll(".boxes")) {
    const chosen = [...group.querySelectorAll("input:checked")].map((each) => each.value);
    values[group.dataset.name] = "many" in group.dataset ? chosen : (chosen[0] ?? "");
  }
  return values;
}

/** Enter the same again: when a form changes, what was typed in fields of the same name stays. */
export function enter(form, values) {
  for (const node of form.querySelectorAll(FIELDS)) {
    if (!(node.name in values)) continue;
    if ("many" in node.dataset) for (const each of node.options) each.selected = values[node.name].includes(each.value);
    else node.value = values[node.name];
  }
  for (const group of form.querySelectorAll(".boxes")) {
    if (!(group.dataset.name in values)) continue;
    const chosen = [values[group.dataset.name]].flat();
    for (const box of group.querySelectorAll("input")) box.checked = chosen.includes(box.value);
  }
}
