"""The 1024 words of spare keys: short, plain, and no two a letter apart.

A word here is for ever: a spare key written on paper is its place in this list.
Left out: words that sound like another, that hurt, and that name anything people
drink, take or do to feel it.
"""

from typing import Final

_LIST: Final = """
above acorn across actor adult after again agree ahead album allow almond along also
always amber amount anchor animal ankle answer apple april apron arch arena around
artist aside atlas attic august aunt author autumn avenue awake away axle baby badge
bag bake balcony ball bamboo banana banner basic basket beam beaver become bedroom
bee beetle before begin behind belong below belt bench berry beside between bicycle
bird birth biscuit bison black blanket blend blink bloom blossom blue boat bonus
book border borrow both bottom boulder bounce boy branch brave bread breeze brick
bridge brief bright bring brother brush bubble bucket budget buffalo build bulb
bundle bunny busy butter button cabbage cabin cable cactus calendar calf camel
camera camp canal candle canoe canvas canyon cape caramel card cargo carpet carrot
carry carve castle cat catch cedar ceiling celery cello center cereal certain chair
chalk chance chapter charm cheek cheese cherry chess chicken child chimney chin
choice choose chorus circle circus citizen city clap class clear clever cliff climb
clock close cloth cloud coach coast cobweb coconut coffee collar color column comb
comet common compass concert cookie copper copy coral corner cotton count country
couple course cousin cow crab cradle craft crane crayon cream create cricket crisp
crop crown cube cup curious curl current cushion custom cycle daily dance date
daughter dawn day deal decide deer deliver design desk detail diagram diamond diary
dinner direct dish distant divide doctor dog doll dolphin domino donkey door double
dough dove dozen dragon draw drawer dress drift drive drum duck during dust duty
eager eagle early earth easy echo edit effort egg either elbow elder elephant eleven
elm empty engine enjoy enough equal errand evening every exact example expert
explain extra eye fabric face fair falcon family famous fan fast father february
fence fern few fiber field fifteen fifty fig figure film final find finger finish
fire first flag flame flavor flight float floor flower flute fly folder folk follow
foot forest forget form forty forward fossil found fountain fox free fresh friend
frog front fruit future galaxy gallery game garage garden garlic geese gentle gift
giraffe girl give glad glide globe glow goal good goose grain grand granite grape
gravel gravity gray great green grid group guard guess guitar gulf habit hammer
hammock hand happen happy harbor harmony harvest hawk hazel heart heavy hedge height
helmet help here heron hike hill hobby hockey holiday home honest honey horizon horn
hotel house hover huge human hundred hurry husband idea igloo image inch include
indoor ink insect inside invent invite iris iron island ivory ivy jacket jaguar
january jar jazz jeans jelly jewel jigsaw job join joke journal journey judge juice
july jump june jungle junior kangaroo kayak keep kettle key keyboard kiosk kitchen
kite kitten kiwi knee koala label ladder lamb lane lantern large laugh laundry layer
leader leaf learn least leather leave lecture left legend lemon length lens lentil
leopard lesson letter level library life lilac lily linen lion list listen little
lizard llama lobster local loop lucky lumber lunar lunch machine magic magnet main
major mammal mango many map maple marble margin market marsh mask meadow measure
meet melody melon member memory mend message metal meter method middle might milk
million minor mint minute mirror mix mobile model modern moment monday month moon
more morning mosaic moss mother motor movie much mud muffin mule multiply muscle
museum music napkin narrow nation nature near nectar neighbor nephew never news next
nice nickel noble nobody noise noodle north nothing notice november nut oak oasis
ocean october octopus odd offer office often olive once onion only onward open opera
orange orbit orchard orchid otter outdoor outside oval oxygen oyster pack paddle
page paint palace palm pancake panda panel paper parade parcel parent part pass
pasta pastry path patient pattern paw peacock peanut pearl pebble pecan pedal
pelican pencil penguin penny people pepper perfect permit person phone photo phrase
piano picnic picture pie pigeon pillow pilot pioneer pizza plain planet plate play
please plenty plum pocket poem polar polite pond popcorn porch possible postcard
potato pottery prairie present pretty primary prince prize problem project promise
proof proper proud public pull pumpkin pupil puppy purple push puzzle pyramid
quarter queen question quick quilt quite quiz rabbit raccoon radar radio radish
rainbow raisin rapid rare raven reach ready reason receive recipe record red reef
region relax remain remember rent repair repeat reply report rescue result return
reward rhythm ribbon rich ripple rise river road robin robot rope route royal ruby
rug ruler rural safe salad salmon salt sample sandal sandwich satin saturday sauce
scale scarf scene school science scissors scout screen search seat second secret
select senior sense sentence series serve seven several shadow shape sharp shawl
sheep shelf shelter shield shine ship shirt shore shoulder shovel show shower sign
silent silver since sister sixty size skate sketch ski skill sled sleeve slice slim
slipper small smart smile smooth snack snail sneaker soap soccer social sock sofa
soil solid song south space spark sparrow speak special spell spend spider spin
spinach spiral sponge sport spring spruce square squirrel stable stadium staff stage
stamp stand station statue stay steady stem stereo stick stitch stone stop storm
straw stream street stretch strong student studio study style subject subway sudden
sugar suit summer sun sunday sunset super supply sure surprise sweater sweet swing
symbol syrup system tailor talent talk taste taxi tea teapot tell temple tennis term
thank theater thick thing thirty thread three thunder thursday ticket tidy tiger
timber time tip title today toe together tomato tomorrow tooth topic total toucan
tower town track trade trail treasure triangle trombone trophy true trumpet trust
truth tuba tuesday tulip tunnel turkey turn turtle twelve twenty twice twig umbrella
uncle under unicorn uniform until upper useful usual valley vanilla vase velvet verb
verse vest view village vine violet violin visit visitor voice volcano vote vowel
voyage wagon wallet walnut walrus warm wash water wax week weekend welcome whale
wheat wheel whisper whistle white wide win window winter wolf woman wonder work
world woven wrap wren wrist yellow yes yoga yogurt young zebra zero zigzag zipper
zone zoo
"""

WORDS: Final = tuple(_LIST.split())
