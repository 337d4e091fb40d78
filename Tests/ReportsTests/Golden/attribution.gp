# Draws the pictures anew: gnuplot charts.gp
set encoding utf8

reset
set terminal svg size 720,440 dynamic noenhanced font 'sans-serif,14' background rgb '#ffffff'
set output 'zhipu.sharePrice-attribution.svg'
set datafile separator tab
unset key
set border 1 linecolor rgb '#555555' linewidth 0.8
set tics nomirror out scale 0.4 textcolor rgb '#333333'
set grid ytics back linetype 1 linecolor rgb '#dddddd' linewidth 0.7
set lmargin at screen 0.095
set rmargin at screen 0.835
set tmargin at screen 0.82
set bmargin at screen 0.145
set label 'What moved the share price of zhipu' at screen 0.02,screen 0.945 left front noenhanced font ',17' textcolor rgb '#111111'
set label 'On the 99.19 % of the paths that keep a share price: geometric means, logarithmic axis' at screen 0.02,screen 0.88 left front noenhanced font ',12' textcolor rgb '#444444'
set label 'Blue raises the price, orange lowers it; thin bars: P5–P97.5 of each factor by itself; left out: 0.81 % of the paths.' at screen 0.02,screen 0.03 left front noenhanced font ',11' textcolor rgb '#666666'
set logscale y
set yrange [0.0153537:11.8984]
set ytics ('×0.05' 0.05, '×0.1' 0.1, '×0.2' 0.2, '×0.5' 0.5, '×1' 1, '×2' 2, '×5' 5)
unset xtics
set xrange [0.4:5.6]
set arrow from 0.4,1 to 5.6,1 nohead back linecolor rgb '#555555' linewidth 1
set arrow from 0.66,1 to 1.34,1 nohead front linecolor rgb '#44546a' linewidth 4
set lmargin at screen 0.085
set rmargin at screen 0.975
set bmargin at screen 0.185
set label 'start' at first 1,graph -0.055 center front noenhanced font ',12' textcolor rgb '#222222'
set label '2174 HKD' at first 1,graph -0.115 center front noenhanced font ',12' textcolor rgb '#222222'
set label 'usage' at first 2,graph -0.055 center front noenhanced font ',12' textcolor rgb '#222222'
set label '×2.000' at first 2,first 6.68589 center front noenhanced font ',13' textcolor rgb '#222222' offset 0,0.7
set arrow from 2.34,2 to 2.66,2 nohead back dashtype (3,3) linecolor rgb '#555555' linewidth 1
set label 'multiple' at first 3,graph -0.055 center front noenhanced font ',12' textcolor rgb '#222222'
set label '×0.1000' at first 3,first 0.0331453 center front noenhanced font ',13' textcolor rgb '#222222' offset 0,-0.75
set arrow from 3.34,0.2 to 3.66,0.2 nohead back dashtype (3,3) linecolor rgb '#555555' linewidth 1
set label 'capital' at first 4,graph -0.055 center front noenhanced font ',12' textcolor rgb '#222222'
set label 'structure' at first 4,graph -0.115 center front noenhanced font ',12' textcolor rgb '#222222'
set label '×0.9418' at first 4,first 0.163746 center front noenhanced font ',13' textcolor rgb '#222222' offset 0,-0.75
set arrow from 4.34,0.188353 to 4.66,0.188353 nohead back dashtype (3,3) linecolor rgb '#555555' linewidth 1
set label 'end, 99.19 %' at first 5,graph -0.055 center front noenhanced font ',12' textcolor rgb '#222222'
set label '409 HKD' at first 5,graph -0.115 center front noenhanced font ',12' textcolor rgb '#222222'
set label '×0.1884' at first 5,first 0.0273237 center front noenhanced font ',13' textcolor rgb '#222222' offset 0,-0.75
plot 'zhipu.sharePrice-attribution.dat' index 0 using 1:2:($1-0.34):($1+0.34):2:3 with boxxyerror fillstyle solid 1 border rgb '#4f86b8' linewidth 1 fillcolor rgb '#4f86b8', \
  'zhipu.sharePrice-attribution.dat' index 1 using 1:2:($1-0.34):($1+0.34):2:3 with boxxyerror fillstyle solid 1 border rgb '#e07b39' linewidth 1 fillcolor rgb '#e07b39', \
  'zhipu.sharePrice-attribution.dat' index 2 using 1:2:($1-0.34):($1+0.34):2:3 with boxxyerror fillstyle solid 1 border rgb '#44546a' linewidth 1 fillcolor rgb '#44546a', \
  'zhipu.sharePrice-attribution.dat' index 3 using 1:2:($1-0.03):($1+0.03):2:3 with boxxyerror fillstyle solid 1 border rgb '#ffffff' linewidth 0.5 fillcolor rgb '#222222'
unset output

# raises the price: place	from	to
2	1	2


# lowers the price: place	from	to
3	2	0.2
4	0.2	0.188353


# all together, or nothing: place	from	to
5	1	0.188353


# middle paths: place	low	high
2	0.818731	6.68589
3	0.0331453	1.34064
4	0.163746	0.2
5	0.0273237	3.32012

On the 99.19 % of the paths that keep a share price, that of zhipu ends at 0.1884 times its start: usage ×2.000, multiple ×0.1000 and capital structure ×0.9418 (geometric means). Of these, the multiple differs most between paths: ×0.0166 to ×0.67 on the middle 92.5 % of them.
