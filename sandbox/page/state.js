// What the page knows: the state that one person sees, and how to send what they do.

export const at = (id) => document.getElementById(id);
export const here = { user: sessionStorage.getItem("user") || "", place: "", thread: "", tab: "messages", state: null, modal: "", drawn: new Map() };

/** Do something in the sandbox; the answer is {ok, error}. */
export async function act(name, body) {
  const answer = await fetch(`/page/do/${name}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user: here.user, ...body }),
  });
  if (!answer.ok) return { ok: false, error: (await answer.text()).trim() };
  return answer.json();
}

export const people = () => new Map(here.state.users.map((user) => [user.id, user.name]));
export const place = () => here.state.channels.find((each) => each.id === here.place);
export const bot = () => `@${here.state.app.name}`;
export const replies = (ts) => here.state.messages.filter((each) => each.channel === here.place && each.thread_ts === ts && each.ts !== ts);

/** Say something short beside a form. */
export function note(id, words) {
  at(id).textContent = words;
}

/** Change the page without losing the place of the keyboard: where it was, or the region around. */
export function keepFocus(change) {
  const key = document.activeElement?.dataset?.key;
  const around = document.activeElement?.closest("[role=region]");
  change();
  if (!key || document.activeElement?.dataset?.key) return;
  const same = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  (same ?? around)?.focus({ preventScroll: !same });
}
