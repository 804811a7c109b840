// Owns: the short codes of common emoji. A code that is not here is shown as it was typed.

const TABLE = `
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 sweat_smile 😅 joy 😂 rofl 🤣 slightly_smiling_face 🙂 upside_down_face 🙃
wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 yum 😋 stuck_out_tongue 😛 hugging_face 🤗
thinking_face 🤔 zipper_mouth_face 🤐 neutral_face 😐 expressionless 😑 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄
grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷 sunglasses 😎 nerd_face 🤓 confused 😕 worried 😟
open_mouth 😮 astonished 😲 flushed 😳 pleading_face 🥺 fearful 😨 cold_sweat 😰 cry 😢 sob 😭 scream 😱 disappointed 😞
sweat 😓 weary 😩 tired_face 😫 yawning_face 🥱 triumph 😤 rage 😡 angry 😠 partying_face 🥳 exploding_head 🤯 salute 🫡
skull 💀 ghost 👻 crystal_ball 🔮 alien 👽 robot_face 🤖 poop 💩 see_no_evil 🙈 wave 👋 raised_hand ✋ ok_hand 👌 v ✌️ crossed_fingers 🤞
point_left 👈 point_right 👉 point_up_2 👆 point_down 👇 point_up ☝️ +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ facepunch 👊
clap 👏 raised_hands 🙌 open_hands 👐 handshake 🤝 pray 🙏 muscle 💪 writing_hand ✍️ eyes 👀 brain 🧠 speaking_head_in_silhouette 🗣️
bust_in_silhouette 👤 busts_in_silhouette 👥 bow 🙇 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ shrug 🤷 detective 🕵️ runner 🏃
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 broken_heart 💔 sparkling_heart 💖
100 💯 boom 💥 collision 💥 dizzy 💫 sweat_drops 💦 dash 💨 zzz 💤 speech_balloon 💬 thought_balloon 💭 anger 💢
star ⭐ star2 🌟 sparkles ✨ zap ⚡ fire 🔥 rainbow 🌈 sunny ☀️ cloud ☁️ snowflake ❄️ droplet 💧 ocean 🌊 sunrise 🌅 crescent_moon 🌙
seedling 🌱 evergreen_tree 🌲 four_leaf_clover 🍀 tulip 🌷 cactus 🌵 fallen_leaf 🍂 bee 🐝 turtle 🐢 snail 🐌 whale 🐳 elephant 🐘
unicorn_face 🦄 dog 🐶 cat 🐱 rocket 🚀 airplane ✈️ car 🚗 bike 🚲 ship 🚢 construction 🚧 rotating_light 🚨 fire_engine 🚒
house 🏠 office 🏢 bank 🏦 factory 🏭 department_store 🏬 world_map 🗺️ earth_africa 🌍 earth_americas 🌎 earth_asia 🌏
coffee ☕ beer 🍺 beers 🍻 champagne 🍾 clinking_glasses 🥂 wine_glass 🍷 pizza 🍕 cake 🍰 birthday 🎂 cookie 🍪 apple 🍎 lemon 🍋
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 sports_medal 🏅 first_place_medal 🥇 second_place_medal 🥈
third_place_medal 🥉 dart 🎯 soccer ⚽ basketball 🏀 bell 🔔 no_bell 🔕 loudspeaker 📢 mega 📣 studio_microphone 🎙️ musical_note 🎵
moneybag 💰 dollar 💵 euro 💶 pound 💷 yen 💴 money_with_wings 💸 credit_card 💳 gem 💎 scales ⚖️ chart 💹 receipt 🧾
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 calendar 📅 date 📅 spiral_calendar_pad 🗓️ card_index 📇
clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎 straight_ruler 📏 scissors ✂️ memo 📝 pencil 📝 pencil2 ✏️ lower_left_fountain_pen 🖋️
page_facing_up 📄 page_with_curl 📃 bookmark_tabs 📑 open_file_folder 📂 file_folder 📁 card_file_box 🗃️ wastebasket 🗑️ package 📦
email 📧 envelope ✉️ incoming_envelope 📨 inbox_tray 📥 outbox_tray 📤 mailbox 📫 phone ☎️ telephone_receiver 📞 iphone 📱 computer 💻
desktop_computer 🖥️ keyboard ⌨️ bulb 💡 mag 🔍 mag_right 🔎 lock 🔒 unlock 🔓 key 🔑 hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️
gear ⚙️ link 🔗 shield 🛡️ hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ clock9 🕘
battery 🔋 electric_plug 🔌 books 📚 book 📖 newspaper 📰 label 🏷️ mortar_board 🎓 crown 👑 eyeglasses 👓 tophat 🎩 handbag 👜
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_multiplication_x ✖️
heavy_plus_sign ➕ heavy_minus_sign ➖ exclamation ❗ question ❓ grey_question ❔ bangbang ‼️ interrobang ⁉️ warning ⚠️ no_entry ⛔
no_entry_sign 🚫 octagonal_sign 🛑 information_source ℹ️ new 🆕 free 🆓 up 🆙 cool 🆒 ok 🆗 sos 🆘 recycle ♻️ infinity ♾️
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣
white_circle ⚪ black_circle ⚫ large_green_square 🟩 large_yellow_square 🟨 large_orange_square 🟧 large_red_square 🟥
large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛ white_medium_small_square ◽ small_blue_diamond 🔹 small_orange_diamond 🔸
small_red_triangle 🔺 small_red_triangle_down 🔻 arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_upper_right ↗️
arrow_lower_right ↘️ arrow_right_hook ↪️ leftwards_arrow_with_hook ↩️ arrows_counterclockwise 🔄 repeat 🔁 fast_forward ⏩ rewind ⏪
arrow_forward ▶️ double_vertical_bar ⏸️ black_square_for_stop ⏹️ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣
eight 8️⃣ nine 9️⃣ keycap_ten 🔟 zero 0️⃣ checkered_flag 🏁 triangular_flag_on_post 🚩 waving_white_flag 🏳️ flag-us 🇺🇸 us 🇺🇸 gb 🇬🇧
flag-gb 🇬🇧 flag-de 🇩🇪 flag-fr 🇫🇷 flag-jp 🇯🇵 flag-in 🇮🇳 flag-br 🇧🇷 flag-eu 🇪🇺 briefcase 💼 ladder 🪜 jigsaw 🧩 thermometer 🌡️
fire_extinguisher 🧯 compass 🧭 telescope 🔭 anchor ⚓ snowman ⛄ palm_tree 🌴 beach_with_umbrella 🏖️ face_with_thermometer 🤒
`;

const words = TABLE.trim().split(/\s+/);
/** Short code -> Unicode. */
export const EMOJI = new Map();
for (let at = 0; at < words.length; at += 2) EMOJI.set(words[at], words[at + 1]);

/** What the reaction picker offers before anything is typed. */
export const FREQUENT = [
  "white_check_mark",
  "eyes",
  "raised_hands",
  "+1",
  "tada",
  "heart",
  "fire",
  "rocket",
  "100",
  "pray",
  "clap",
  "thinking_face",
];

/** The character of a short code (without colons, a skin tone is dropped), or the code itself in colons. */
export function emoji(name) {
  const base = String(name).split("::")[0];
  return EMOJI.get(base) ?? `:${name}:`;
}

/** Short codes that contain what was typed, those that begin with it first. */
export function findEmoji(query, limit = 40) {
  const q = query.toLowerCase();
  if (!q) return FREQUENT;
  const found = [...EMOJI.keys()].filter((name) => name.includes(q));
  return found.sort((a, b) => Number(b.startsWith(q)) - Number(a.startsWith(q))).slice(0, limit);
}
