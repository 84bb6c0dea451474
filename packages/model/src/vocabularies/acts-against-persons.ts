/** Terms of `act-type`: life, integrity, sexual violence, liberty. */
export const ACTS_AGAINST_PERSONS = `
life
  en Against life: Conduct that kills or is meant to kill; use it when nothing narrower is known.
  uk Проти життя: Дії, що вбивають або мають на меті вбити; уживається, коли вужчого не встановлено.
  = huridocs:4/01
killing < life
  en Killing of a person: One or few persons are killed on purpose.
  uk Убивство: Одну чи кількох осіб умисно позбавлено життя.
  = huridocs:4/010101 huridocs:4/01010302 acled:attack
execution < killing
  en Summary execution: Persons in the power of the perpetrator are killed without a lawful judgment.
  uk Страта без суду: Осіб, що перебувають під владою виконавця, вбито без законного вироку.
  = huridocs:4/01010101 huridocs:4/01010102
execution-by-sentence < killing
  en Execution by sentence: A death sentence of a court or body calling itself one is carried out.
  uk Виконання смертного вироку: Виконано смертний вирок суду або органу, що так себе називає.
  = huridocs:4/01010103
massacre < life
  en Mass killing: Many persons are killed on one occasion.
  uk Масове вбивство: Багатьох осіб убито за одним разом.
  = huridocs:4/010104
attempted-killing < life
  en Attempted killing: Someone tries to kill a person, who survives.
  uk Замах на вбивство: Хтось намагається вбити людину, але вона вижила.
  = huridocs:4/010109
death-in-custody < life
  en Death in custody: A person dies while held, whatever the cause given.
  uk Смерть під вартою: Людина помирає під час утримання, хоч би яку причину назвали.
  = huridocs:4/01010601
kidnap-killing < life
  en Kidnapping followed by killing: A person is taken away and killed while held.
  uk Викрадення з убивством: Людину викрали й убили під час утримання.
  = awsd:kidnap-killing
attack-on-civilians < life
  en Attack directed at civilians: Armed force is aimed at persons or places that are civilian.
  uk Напад на цивільних: Збройна сила спрямована проти цивільних осіб або місць.
  = ucdp:type_of_violence=3 acled:attack
indiscriminate-attack < life
  en Indiscriminate attack: Force that is not or cannot be aimed at a military objective hits whatever is there.
  uk Невибірковий напад: Сила, не спрямована або нездатна бути спрямованою на воєнну ціль, уражає будь-що.
  = huridocs:4/01010502
disproportionate-attack < life
  en Disproportionate attack: Harm to civilians is excessive beside the military gain that was expected.
  uk Непропорційний напад: Шкода цивільним надмірна порівняно з очікуваною воєнною перевагою.
combat < life
  en Fighting: Armed forces or groups fight one another; who started or what was hit is not judged here.
  uk Бойові дії: Збройні сили або групи воюють між собою; хто почав і що уражено, тут не оцінюється.
  = huridocs:4/01010301 ucdp:type_of_violence=1 ucdp:type_of_violence=2 acled:armed-clash
shelling-or-bombing < life
  en Shelling or bombing: Explosive weapons are fired or dropped from a distance; whether that was lawful is not judged here.
  uk Обстріл або бомбардування: Вибухову зброю застосовано здалеку; правомірність тут не оцінюється.
  = huridocs:5/0403 acled:shelling-artillery-missile-attack acled:air-drone-strike awsd:shelling awsd:aerial-bombardment
explosive-trap < life
  en Explosion of a mine or device: A mine, booby trap, improvised device or left-over munition goes off.
  uk Вибух міни чи пристрою: Спрацьовує міна, пастка, саморобний пристрій або нерозірваний боєприпас.
  = acled:remote-explosive-landmine-ied awsd:roadside-ied awsd:vehicle-born-ied awsd:landmine awsd:other-explosives
suicide-attack < life
  en Suicide attack: The attacker dies by the weapon as part of the plan.
  uk Напад смертника: Нападник за задумом гине від власної зброї.
  = acled:suicide-bomb awsd:body-borne-ied
complex-attack < life
  en Complex attack: Several weapons or groups strike together, for example a bomb and then gunmen.
  uk Комбінований напад: Кілька видів зброї або груп діють разом, наприклад вибух, а потім стрілянина.
  = awsd:complex-attack
shooting < life
  en Shooting: Persons are shot at with firearms.
  uk Стрілянина по людях: По людях стріляють з вогнепальної зброї.
  = awsd:shooting
denial-of-quarter < life
  en No quarter: Surrender is refused, or those who surrender or can no longer fight are killed.
  uk Відмова в пощаді: Здачу не приймають або вбивають тих, хто здається чи вже не може воювати.
integrity
  en Against bodily or mental integrity: Conduct that hurts body or mind without meaning to kill.
  uk Проти тілесної чи душевної недоторканності: Дії, що завдають шкоди тілу чи психіці без мети вбити.
  = huridocs:4/02
assault < integrity
  en Physical assault: A person is beaten, wounded or otherwise attacked bodily.
  uk Фізичний напад: Людину побито, поранено або інакше фізично атаковано.
  = huridocs:4/020101 awsd:bodily-assault
torture < integrity
  en Torture: Severe pain or suffering is inflicted on purpose on a person in the power of another.
  uk Катування: Особі, що перебуває під чужою владою, умисно завдають сильного болю або страждання.
  = huridocs:4/02011111
ill-treatment < integrity
  en Inhuman or degrading treatment: A person is treated cruelly or humiliated, short of torture.
  uk Нелюдське чи принизливе поводження: З людиною поводяться жорстоко або принизливо, що ще не є катуванням.
  = huridocs:5/0321
mutilation-or-experiment < integrity
  en Mutilation or medical experiment: The body is maimed or used for a trial that treatment does not call for.
  uk Каліцтво або медичний дослід: Тіло калічать або використовують для досліду, не зумовленого лікуванням.
  = huridocs:5/0314 huridocs:5/0109
threat < integrity
  en Threat: Someone announces harm to a person or those close to the person.
  uk Погроза: Хтось обіцяє завдати шкоди людині або її близьким.
  = huridocs:4/02010301 huridocs:4/02010302
human-shield < integrity
  en Human shield: Protected persons are used to keep military objectives from being attacked.
  uk Живий щит: Захищених осіб використовують, щоб уберегти воєнні цілі від нападу.
outrage-on-dead < integrity
  en Outrage on the dead: Bodies are abused, hidden or withheld from the family.
  uk Наруга над загиблими: Над тілами глумляться, їх приховують або не віддають рідним.
sexual-violence
  en Sexual violence: Conduct of a sexual nature by force, threat or coercion; use it when nothing narrower is known.
  uk Сексуальне насильство: Дії сексуального характеру під силою, погрозою чи примусом; уживається, коли вужчого не встановлено.
  = huridocs:4/020102 acled:sexual-violence awsd:rape-sexual-assault
rape < sexual-violence
  en Rape: The body is penetrated, however slightly, by force, threat, coercion or without real consent.
  uk Зґвалтування: Проникнення в тіло, хоч би найменше, під силою, погрозою, примусом або без справжньої згоди.
  = huridocs:4/02011101
attempted-rape < sexual-violence
  en Attempted rape: Someone tries to rape a person and does not complete it.
  uk Спроба зґвалтування: Хтось намагається зґвалтувати людину, але не завершує.
  = huridocs:4/02011102
sexual-assault < sexual-violence
  en Sexual assault: Sexual touching, blows to sexual organs or another assault that is not rape.
  uk Сексуальний напад: Сексуальні дотики, удари по статевих органах або інший напад, що не є зґвалтуванням.
  = huridocs:4/02011103
forced-nudity < sexual-violence
  en Forced nudity: A person is made to undress or to stay naked.
  uk Примусове оголення: Людину змушують роздягтися або лишатися оголеною.
  = huridocs:5/032102
sexual-slavery < sexual-violence
  en Sexual slavery: A person is held like property and made to perform sexual acts.
  uk Сексуальне рабство: Людину тримають як власність і змушують до сексуальних дій.
forced-prostitution < sexual-violence
  en Forced prostitution: A person is made to perform sexual acts for someone's gain.
  uk Примус до проституції: Людину змушують до сексуальних дій заради чиєїсь вигоди.
forced-pregnancy < sexual-violence
  en Forced pregnancy or abortion: A person is made pregnant, kept so, or made to end a pregnancy.
  uk Примусова вагітність або аборт: Людину роблять вагітною, тримають такою або змушують перервати вагітність.
  = huridocs:4/080103 huridocs:4/080105
forced-sterilisation < sexual-violence
  en Forced sterilisation or genital mutilation: The power to have children is taken away, or genitals are cut or crushed.
  uk Примусова стерилізація або каліцтво геніталій: Позбавляють здатності мати дітей або калічать статеві органи.
  = huridocs:4/080101 huridocs:4/02010201
sexual-threat-or-harassment < sexual-violence
  en Sexual threat or harassment: Sexual acts are threatened, demanded or made into humiliation.
  uk Сексуальна погроза або домагання: Сексуальними діями погрожують, їх вимагають або ними принижують.
  = huridocs:4/02010305 huridocs:5/030602
liberty
  en Against liberty: Conduct that takes away a person's freedom; use it when nothing narrower is known.
  uk Проти свободи: Дії, що позбавляють людину свободи; уживається, коли вужчого не встановлено.
  = huridocs:4/03
arbitrary-detention < liberty
  en Arrest or detention: A person is seized or held by an authority or force; arbitrary where law or due cause is lacking.
  uk Арешт або тримання під вартою: Людину схоплено чи утримує орган або сила; свавільно, якщо немає закону чи підстав.
  = huridocs:4/030101 huridocs:4/030102 acled:arrests
enforced-disappearance < liberty
  en Enforced disappearance: A State or organisation takes a person, then denies it or hides where the person is.
  uk Насильницьке зникнення: Держава чи організація схоплює людину, а потім заперечує це або приховує її місце перебування.
  = huridocs:4/030103 acled:abduction-forced-disappearance
abduction < liberty
  en Abduction or kidnapping: A person is taken away and held by those without lawful power to do so.
  uk Викрадення людини: Людину забирають і утримують ті, хто не має на це законного права.
  = huridocs:4/030104 acled:abduction-forced-disappearance awsd:kidnapping
hostage-taking < liberty
  en Hostage-taking: A person is held so that others do or leave undone what is demanded.
  uk Захоплення заручника: Людину утримують, щоб інші виконали висунуту вимогу.
filtration < liberty
  en Filtration: Persons are held back, searched and questioned before they may move on.
  uk Фільтрація: Людей затримують, обшукують і допитують, перш ніж пропустити далі.
house-arrest < liberty
  en House arrest or curfew: Persons are kept in their homes by order.
  uk Домашній арешт або комендантська година: Людей за наказом тримають у їхніх домівках.
  = huridocs:4/030105 huridocs:4/030108
slavery-or-forced-labour < liberty
  en Slavery or forced labour: A person is treated as property, or made to work under threat.
  uk Рабство або примусова праця: З людиною поводяться як із власністю або змушують працювати під погрозою.
  = huridocs:4/030106 huridocs:4/30010201
trafficking < liberty
  en Trafficking in persons: Persons are brought or kept by force or deceit in order to exploit them.
  uk Торгівля людьми: Людей перевозять чи утримують силою або обманом, щоб експлуатувати.
`;
