/** Every Russian word of the page that is not in index.html. */

const relative = new Intl.RelativeTimeFormat("ru", { numeric: "auto" });

/** The genitive that follows «из N»: «из 21 минуты», «из 600 минут». */
const ofMinutes = (total) =>
  /(^|[^1])1$/.test(String(total).split(/[.,]/)[0]) ? "минуты" : "минут";

export const texts = {
  authors: { user: "Вы", mia: "Миа" },

  status: {
    online: "на связи",
    connecting: "подключаюсь…",
    offline: "нет связи",
    typing: "печатает…",
  },

  banner: {
    noInternet: "Нет интернета. Напишите — отправлю, как только он появится.",
    reconnecting: "Связь прервалась. Подключаюсь снова…",
    tryNow: "Подключить сейчас",
  },

  welcome: {
    hello: (name) => (name ? `Здравствуйте, ${name}!` : "Здравствуйте!"),
    help: (name) => (name ? `Чем помочь, ${name}?` : "Чем помочь?"),
    intro:
      "Я Миа. Проверю баланс, найду подарки, подберу тариф и разберусь со связью. Пишите как удобно.",
    short: "Пишите как удобно — я пойму.",
  },

  examples: {
    guest: [
      ["tariff", "Какие есть тарифы?"],
      ["number", "Как перейти к вам со своим номером?"],
      ["globe", "Сколько стоит роуминг за границей?"],
      ["signal", "Почему интернет медленный?"],
    ],
    subscriber: [
      ["wallet", "Сколько денег на счёте?"],
      ["receipt", "На что ушли деньги?"],
      ["gift", "Хочу забрать свой подарок"],
      ["signal", "Почему интернет медленный?"],
    ],
  },

  message: {
    pending: "Отправится, когда вернётся связь",
    failed: "Не доставлено",
    secret: "Скрытый ответ",
    newTab: "откроется в новой вкладке",
    latest: "К новым сообщениям",
  },

  replies: "Варианты ответа",

  days: {
    today: "Сегодня",
    yesterday: "Вчера",
    in: (days) => relative.format(days, "day"),
  },

  composer: {
    label: "Сообщение",
    placeholder: "Сообщение",
    left: (count) => `Осталось знаков: ${count}`,
    secretFallback: "Введите код",
    secretHint: "Только цифры. В переписке их не будет видно.",
    useWords: "Ответить словами",
    useDigits: "Ввести цифры",
    /** How to tell the sentence that asks for the digits from the ones around it. */
    asksForDigits: /код|пин|pin|номер|цифр|карт|cvc|cvv/i,
  },

  problem: {
    title: "Что-то пошло не так",
    noDemo: "Не получилось войти за этого абонента. Попробуйте ещё раз.",
  },

  theme: { dark: "Тёмное оформление", light: "Светлое оформление" },

  picker: {
    open: (name) => `Кто пишет: ${name}. Сменить`,
    guest: "Гость",
    guestNote: "Без входа: только общие вопросы",
  },

  card: {
    label: "Мой номер: счёт и пакеты",
    balance: "На счёте",
    debt: "На счёте минус",
    next: "Спишется",
    noPackages: "На этом тарифе нет пакетов.",
    units: {
      gb: {
        name: "Интернет",
        left: (left, total) => (total ? `${left} из ${total} ГБ` : `${left} ГБ`),
      },
      minutes: {
        name: "Звонки",
        left: (left, total) => (total ? `${left} из ${total} ${ofMinutes(total)}` : `${left} мин`),
      },
      sms: {
        name: "SMS",
        left: (left, total) => (total ? `${left} из ${total} SMS` : `${left} SMS`),
      },
    },
    rollover: {
      gb: (amount) => `${amount} ГБ — остаток прошлого месяца`,
      minutes: (amount) => `${amount} мин — остаток прошлого месяца`,
      sms: (amount) => `${amount} SMS — остаток прошлого месяца`,
    },
    spent: "Пакет закончился",
  },
};
