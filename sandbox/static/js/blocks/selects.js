// Owns: select menus: static, external, users, conversations and channels, one or many, with groups and typing.
import * as api from "../api.js";
import { h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { matching, openListbox } from "../listbox.js";
import { plain } from "../mrkdwn.js";
import { avatar, channelName, SLACKBOT, userName } from "../names.js";
import { store } from "../store.js";

/** How each family names its values. */
const FAMILY = {
  static: {
    one: "selected_option",
    many: "selected_options",
    firstOne: "initial_option",
    firstMany: "initial_options",
  },
  external: {
    one: "selected_option",
    many: "selected_options",
    firstOne: "initial_option",
    firstMany: "initial_options",
  },
  users: {
    one: "selected_user",
    many: "selected_users",
    firstOne: "initial_user",
    firstMany: "initial_users",
  },
  conversations: {
    one: "selected_conversation",
    many: "selected_conversations",
    firstOne: "initial_conversation",
    firstMany: "initial_conversations",
  },
  channels: {
    one: "selected_channel",
    many: "selected_channels",
    firstOne: "initial_channel",
    firstMany: "initial_channels",
  },
};

const optionChoice = (option) => ({
  key: option.value,
  text: option.text.text,
  label: plain(option.text.text),
  note: option.description?.text,
  raw: option,
});
const personChoice = (id) => ({
  key: id,
  text: userName(id),
  note: store.users.get(id)?.title,
  lead: avatar(id, 20),
  raw: id,
});

function placeChoice(item) {
  const lead =
    item.kind === "im" || item.kind === "app"
      ? avatar(item.with ?? store.app.bot_user, 20)
      : icon(item.kind === "private" ? "lock" : "hash", 16);
  return { key: item.id, text: channelName(item), lead, raw: item.id };
}

const asGroups = (body) =>
  body.option_groups
    ? body.option_groups.map((group) => ({
        label: group.label.text,
        choices: group.options.map(optionChoice),
      }))
    : [{ choices: (body.options ?? []).map(optionChoice) }];

function allowed(item, filter) {
  const kind = { channel: "public", private: "private", im: "im", app: "im" }[item.kind];
  if (filter?.include && !filter.include.includes(kind)) return false;
  return !(filter?.exclude_bot_users && item.kind === "app") && !item.archived;
}

const LOAD = {
  static: ({ element }) => asGroups(element),
  users: () => [
    {
      choices: [...store.users.values()]
        .filter((u) => !u.deleted && u.id !== SLACKBOT)
        .map((u) => personChoice(u.id)),
    },
  ],
  conversations: ({ element }) => [
    { choices: [...store.channels.values()].filter((c) => allowed(c, element.filter)).map(placeChoice) },
  ],
  channels: () => [
    {
      choices: [...store.channels.values()]
        .filter((c) => c.kind === "channel" && !c.archived)
        .map(placeChoice),
    },
  ],
};

async function load(wire, family, query) {
  if (family === "external") {
    const { surface, block, element } = wire;
    if (query.length < (element.min_query_length ?? 3)) return [];
    return asGroups(await api.options(surface.container, block.block_id, element.action_id, query));
  }
  return LOAD[family](wire).map((group) => ({ ...group, choices: matching(group.choices, query) }));
}

const keyOf = (value) => (typeof value === "string" ? value : value?.value);

function shown(value, family) {
  if (family === "users") return userName(value);
  if (family === "conversations" || family === "channels") {
    const item = store.channels.get(value);
    return item && ["channel", "private"].includes(item.kind)
      ? `#${channelName(item)}`
      : channelName(item) || value;
  }
  return value.text.text;
}

export function select(wire) {
  const { element } = wire;
  const many = element.type.startsWith("multi_");
  const family = element.type.replace(/^multi_/, "").replace(/_select$/, "");
  const names = FAMILY[family];
  const begun = wire.begin(
    many
      ? { [names.many]: element[names.firstMany] ?? [] }
      : { [names.one]: element[names.firstOne] ?? null },
  );
  let picked = many ? [...begun[names.many]] : [begun[names.one]].filter(Boolean);

  const prompt = element.placeholder?.text ?? (many ? "Select options" : "Select an option");
  const face = h("span", { class: "select-face clip" });
  const trigger = h(
    "button",
    {
      class: "select",
      type: "button",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      data: { action: element.action_id ?? "" },
      ...wire.aria(true),
    },
    face,
    icon("down", 16),
  );
  const tokens = h("div", { class: "tokens" });
  const node = h("div", { class: many ? "select-box multi" : "select-box" }, tokens, trigger);

  const commit = async (next) => {
    const before = picked;
    picked = next;
    paint();
    const done = await wire.change(
      many ? { [names.many]: picked } : { [names.one]: picked[0] ?? null },
      trigger,
    );
    if (!done) {
      picked = before;
      paint();
    }
  };
  const without = (value) => picked.filter((one) => keyOf(one) !== keyOf(value));
  const drop = (value) =>
    h(
      "button",
      {
        class: "token-x",
        type: "button",
        "aria-label": `Remove ${shown(value, family)}`,
        on: {
          click: () => {
            void commit(without(value));
            trigger.focus();
          },
        },
      },
      icon("close", 12),
    );
  function paint() {
    const label = !many && picked.length ? plain(shown(picked[0], family)) : prompt;
    replace(face, label);
    face.classList.toggle("placeholder", many || !picked.length);
    if (!wire.inInput)
      trigger.setAttribute(
        "aria-label",
        [wire.label ?? prompt, many || !picked.length ? "" : shown(picked[0], family)]
          .filter(Boolean)
          .join(": "),
      );
    replace(
      tokens,
      many
        ? picked.map((value) => h("span", { class: "token" }, plain(shown(value, family)), drop(value)))
        : wire.inInput && wire.block.optional && picked.length
          ? h(
              "button",
              {
                class: "select-clear",
                type: "button",
                "aria-label": "Clear",
                on: {
                  click: () => {
                    void commit([]);
                    trigger.focus();
                  },
                },
              },
              icon("close", 14),
            )
          : null,
    );
  }
  const toggle = (choice) => {
    const has = picked.some((one) => keyOf(one) === choice.key);
    if (!many) return commit([choice.raw]);
    if (!has && element.max_selected_items && picked.length >= element.max_selected_items) return undefined;
    return commit(has ? without(choice.raw) : [...picked, choice.raw]);
  };
  const least = element.min_query_length ?? 3;
  trigger.addEventListener("click", () =>
    openListbox(trigger, {
      label: wire.block.label?.text ?? wire.label ?? prompt,
      load: (query) => load(wire, family, query),
      multi: many,
      slow: family === "external",
      chosen: (key) => picked.some((one) => keyOf(one) === key),
      pick: toggle,
      empty:
        family === "external"
          ? `No results (type at least ${least} letter${least === 1 ? "" : "s"})`
          : "No results",
    }),
  );
  trigger.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      trigger.click();
    }
  });
  paint();
  return node;
}
