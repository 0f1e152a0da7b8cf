/** All words of the page. */

export const texts = {
  all: "Все",
  kinds: { complaint: "Жалоба", wish: "Пожелание", praise: "Похвала", low_mark: "Низкая оценка", idea: "Идея сотрудника" },
  statuses: { new: "Новое", in_work: "В работе", answered: "Отвечено", declined: "Отклонено" },
  moods: { angry: "сердится", upset: "расстроен", hard: "тяжёлый момент", glad: "рад" },
  events: {
    filed: "Сказано впервые",
    repeated: "Сказано ещё раз",
    taken: "Взято в работу",
    noted: "Заметка",
    answered: "Дан ответ",
    declined: "Отклонено с объяснением",
    moved: "Передано в другой отдел",
    parted: "Слова разделены",
    told: "Человеку рассказали",
  },
  how: { sms: "по SMS", chat: "в чате", nobody: "" },
  mia: "Миа",
  nobody: "без ответственного",
  owner: (login) => `ответственный: ${login}`,
  count: (total) => (total ? `Найдено: ${total}` : "Ничего не нашлось. Измените отбор."),
  since: (day) => `с ${day}`,
  voices: (count) => `${count} ${plural(count, "голос", "голоса", "голосов")}`,
  choose: "Выберите строку слева, чтобы прочитать и ответить.",
  answer: "Ответ",
  answerHint: "Так, как вы сказали бы человеку. Каждый, кто об этом говорил, получит эти слова.",
  send: "Ответить всем",
  decline: "Отклонить с объяснением",
  take: "Взять в работу",
  note: "Заметка для коллег",
  addNote: "Записать",
  move: "Передать отделу",
  doMove: "Передать",
  people: "Кто и как сказал",
  history: "История",
  told: "рассказали",
  notTold: "ещё не знает ответа",
  part: "Это другое",
  partLabel: (id) => `Выделить слова №${id} в отдельную строку`,
  foreign: "Отвечает другой отдел, вы видите статус.",
  done: {
    take: "Взято в работу.",
    answer: "Ответ отправляется всем, кто об этом говорил.",
    note: "Заметка записана.",
    move: "Передано.",
    part: "Слова выделены отдельно.",
    idea: "Идея записана. Её судьба видна здесь.",
  },
  problems: {
    0: "Нет связи с сервером. Ваш текст на месте, попробуйте ещё раз.",
    403: "Это может сделать только сотрудник этого отдела.",
    409: "Коллега уже изменил это. Показано свежее.",
    422: "Проверьте, что написано.",
    429: "Слишком много попыток. Подождите четверть часа.",
    login: "Логин или пароль не подошли.",
    other: "Не получилось. Попробуйте ещё раз.",
  },
};

export function plural(count, one, few, many) {
  const tens = count % 100;
  const units = count % 10;
  if (tens > 10 && tens < 20) return many;
  if (units === 1) return one;
  return units > 1 && units < 5 ? few : many;
}

export const day = (iso) => new Date(iso).toLocaleDateString("ru-RU", { day: "numeric", month: "long" });

export const moment = (iso) =>
  new Date(iso).toLocaleString("ru-RU", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
