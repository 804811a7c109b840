"""Feasts and observances that fall on the same day every year, one line each: month-day, then every name. Data only."""

from __future__ import annotations

from typing import Final

FIXED: Final = """
01-01 new years day | new year day | new years | new year
01-04 world braille day
01-06 epiphany | three kings day | twelfth day
01-07 orthodox christmas | orthodox christmas day
01-14 orthodox new year | old new year
01-25 burns night | robert burns night
01-26 australia day
01-26 international customs day
01-26 republic day
01-27 holocaust memorial day | international holocaust remembrance day
02-02 groundhog day | ground hog day
02-02 candlemas
02-02 world wetlands day
02-04 world cancer day
02-04 rosa parks day
02-06 waitangi day
02-11 international day of women and girls in science
02-12 lincolns birthday | abraham lincolns birthday | lincoln day
02-12 darwin day
02-13 world radio day
02-14 valentines day | valentines | vday | v day | st valentines day | saint valentines | valentine
02-15 susan b anthony day
02-20 world day of social justice
02-21 international mother language day
03-01 st davids day | saint davids day
03-01 zero discrimination day | self injury awareness day
03-02 texas independence day
03-03 world wildlife day
03-08 womens day | international womens day
03-14 pi day
03-15 ides of march
03-17 st patricks day | st paddys day | st pattys day | saint patrick | evacuation day
03-20 international day of happiness | french language day
03-21 international day of forests | world down syndrome day | world poetry day | international day of nowruz
03-21 nowruz | norooz | persian new year | international day for the elimination of racial discrimination
03-22 world water day
03-23 world meteorological day
03-24 world tuberculosis day | world tb day
03-25 annunciation | feast of the annunciation | lady day
03-26 prince kuhio day
03-31 cesar chavez day
04-01 april fools | april fools day | all fools day
04-02 world autism awareness day | world autism day
04-04 international day for mine awareness
04-06 international day of sport for development and peace
04-07 world health day
04-10 siblings day | national sibling day | national siblings day
04-12 international day of human space flight
04-13 thomas jefferson day | thomas jeffersons birthday | jeffersons birthday
04-14 ambedkar jayanti
04-14 pan american day
04-16 emancipation day
04-18 international day for monuments and sites | world heritage day
04-20 chinese language day
04-21 san jacinto day
04-22 earth day | international mother earth day
04-23 st georges day | feast of saint george | english language day | world book day | spanish language day
04-25 anzac day | world malaria day
04-26 world intellectual property day
04-28 world day for safety and health at work | workers memorial day
04-30 international jazz day | walpurgis night
05-01 may day | workers day | international workers day | labour day may | law day | lei day | loyalty day
05-02 world tuna day
05-03 world press freedom day
05-04 star wars day
05-05 cinco de mayo
05-08 ve day | victory in europe day | truman day
05-12 international nurses day
05-15 international day of families
05-17 world information society day | world telecommunication day | constitution day norway
05-20 world bee day
05-21 world day for cultural diversity
05-22 international day for biological diversity | world biodiversity day | harvey milk day
05-25 africa day | african liberation day | african freedom day | towel day | national missing childrens day
05-29 international day of united nations peacekeepers
05-31 world no tobacco day
06-01 global day of parents
06-04 international day of innocent children victims of aggression
06-05 world environment day
06-06 russian language day
06-06 d day | national day of sweden
06-08 world oceans day
06-11 kamehameha day | king kamehameha day
06-12 world day against child labour | loving day
06-14 flag day | world blood donor day
06-15 world elder abuse awareness day | magna carta day
06-16 international day of family remittances | bloomsday | youth day south africa
06-17 world day to combat desertification and drought | bunker hill day
06-19 juneteenth
06-20 world refugee day | west virginia day
06-21 international yoga day | international day of yoga | world music day
06-23 public service day | international widows day | united nations public service day
06-24 st johns day | saint jean baptiste day | feast of saint john
06-25 day of the seafarer
06-26 international day against drug abuse and illicit trafficking
06-30 international asteroid day | asteroid day
07-01 canada day
07-04 independence day
07-11 world population day
07-12 orangemens day | battle of the boyne | the twelfth
07-14 bastille day
07-15 world youth skills day | st swithins day
07-18 nelson mandela day | nelson mandela international day
07-24 pioneer day
07-28 world hepatitis day
07-30 international day of friendship | world day against trafficking in persons
08-01 swiss national day | emancipation day caribbean
08-07 purple heart day
08-09 international day of the worlds indigenous people
08-12 international youth day
08-15 assumption | assumption day | feast of the assumption | assumption of mary | independence day of india
08-15 indian independence day | india independence day
08-19 world humanitarian day
08-23 international day for the remembrance of the slave trade and its abolition
08-26 womens equality day
08-27 lyndon baines johnson day
08-29 international day against nuclear tests
08-31 international overdose awareness day
09-05 international day of charity | teachers day india
09-08 international literacy day
09-10 world suicide prevention day
09-11 patriot day
09-15 international day of democracy
09-16 international day for the preservation of the ozone layer
09-17 constitution day | citizenship day | constitution and citizenship day
09-19 talk like a pirate day
09-21 international day of peace | world peace day | peace day
09-26 international day for the total elimination of nuclear weapons | european day of languages
09-27 world tourism day
09-28 world rabies day
09-29 world heart day | michaelmas
09-30 international translation day
10-01 international day of older persons | world vegetarian day | international coffee day
10-02 gandhi jayanti | international day of non violence | gandhi day
10-03 german unity day | day of german unity
10-04 feast of st francis of assisi | world animal day
10-05 world teachers day | international teachers day
10-09 leif erikson day | world post day
10-10 world mental health day
10-11 international day of the girl child | day of the girl
10-13 international day for disaster reduction
10-15 international day of rural women
10-16 world food day
10-17 international day for the eradication of poverty
10-18 alaska day
10-20 world statistics day
10-21 trafalgar day
10-24 united nations day | un day | world development information day
10-27 world day for audiovisual heritage
10-29 world stroke day
10-30 mischief night
10-31 halloween | halloween day | all hallows eve | world cities day | reformation day
11-01 all saints day | all saints | all hallows day | world vegan day
11-02 all souls day | day of the dead
11-05 guy fawkes | guy fawkes night | guy fawkes day | bonfire night | fireworks night
11-06 international day for preventing the exploitation of the environment in war and armed conflict
11-10 world science day | world science day for peace and development
11-11 veterans day | remembrance day | armistice day | singles day | st martins day
11-12 world pneumonia day
11-13 world kindness day
11-14 world diabetes day | childrens day india
11-16 international day for tolerance
11-17 world prematurity day | international students day
11-19 mens day | international mens day | world toilet day
11-20 childrens day | international childrens day | universal childrens day | africa industrialization day
11-21 world television day | world hello day
11-25 international day for the elimination of violence against women
11-29 international day of solidarity with the palestinian people
11-30 st andrews day
12-01 world aids day
12-02 international day for the abolition of slavery
12-03 international day of persons with disabilities | international day of disabled persons
12-05 international volunteer day | world soil day | krampus night
12-06 st nicholas day
12-07 pearl harbor day | pearl harbor remembrance day | international civil aviation day
12-08 immaculate conception | feast of the immaculate conception
12-09 international anti corruption day
12-10 human rights day | nobel day
12-11 international mountain day
12-13 st lucias day | st lucys day
12-15 international tea day | bill of rights day
12-17 wright brothers day
12-18 international migrants day | arabic language day
12-20 international human solidarity day
12-24 christmas eve | xmas eve
12-25 christmas | christmas day | xmas | xmas day | x mas
12-26 boxing day | st stephens day | feast of st stephen
12-30 rizal day
12-31 new years eve | nye | new years evening | silvester | hogmanay | watch night
"""
